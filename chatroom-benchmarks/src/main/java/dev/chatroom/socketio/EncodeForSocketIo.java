package dev.chatroom.socketio;

import dev.chatroom.spi.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A message becomes what goes over the wire, once for all who get it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodeForSocketIo {

  @Param({"x", "说"})
  private String letter = "";

  private Frame frame = new Frame("message", "");

  @Setup
  public void say() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("nickname", "tom");
    data.put("msg", letter.repeat(100));
    data.put("id", "0123456789abcdef-1024");
    data.put("time", "2026-11-23T12:00:00.123Z");
    frame = new Frame("message", data);
  }

  @Benchmark
  public Object encode() {
    return SocketIoFormat.UTF_8.encode(frame);
  }
}
