package dev.chatroom.benchmarks.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chatroom.web.Json;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A message that a client sends is read from its JSON. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadMessage {

  private final String json = "[\"message\",{\"nickname\":\"tom\",\"msg\":\"" + Rooms.TEXT + "\"}]";

  @Benchmark
  public @Nullable Object read() throws JsonProcessingException {
    return Json.parse(json);
  }
}
