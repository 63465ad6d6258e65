package dev.chatroom.benchmarks;

import dev.chatroom.benchmarks.load.Scenarios;
import dev.chatroom.benchmarks.server.Peers;
import java.io.PrintStream;
import picocli.CommandLine.Command;

/** Says what there is. */
@Command(name = "list", description = "Lists scenarios and peers.")
final class ListCommand implements Runnable {

  @Override
  public void run() {
    PrintStream out = System.out;
    out.println("scenarios:");
    Scenarios.all().forEach(each -> out.printf("  %-14s %s%n", each.name(), each.title()));
    out.println("peers:");
    new Peers().names().forEach(each -> out.println("  " + each));
  }
}
