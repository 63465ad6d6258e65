package dev.chatroom.benchmarks.report;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where results are from. It is written down when they are measured: the report may be written
 * later, and elsewhere.
 *
 * @param began when they were begun to be measured, in UTC
 * @param hardware the machine
 * @param software the versions of all that took part
 */
public record Origin(String began, String hardware, String software) {

  /** Returns this machine, at this time. */
  public static Origin here() throws IOException {
    return new Origin(
        Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
        Machine.hardware(),
        Machine.software());
  }

  /** Returns whether figures from there are comparable with those from here. */
  public boolean isLike(Origin other) {
    return hardware.equals(other.hardware) && software.equals(other.software);
  }
}
