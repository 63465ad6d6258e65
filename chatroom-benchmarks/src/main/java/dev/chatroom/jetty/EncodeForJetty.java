package dev.chatroom.jetty;

import dev.chatroom.internal.Said;
import dev.chatroom.spi.Frame;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A message of 200 letters becomes what goes over the wire, once for all who get it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodeForJetty {

  @Param({"x", "说"})
  private String letter = "";

  private Frame frame = new Frame("message", "");

  @Setup
  public void say() {
    frame = Said.frame(letter.repeat(200));
  }

  @Benchmark
  public Object encode() {
    return JettyFormat.UTF_8.encode(frame);
  }
}
