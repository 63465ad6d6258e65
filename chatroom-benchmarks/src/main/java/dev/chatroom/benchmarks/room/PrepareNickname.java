package dev.chatroom.benchmarks.room;

import dev.chatroom.policy.NicknamePolicy;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A nickname on its way from what was asked for to what is shown and compared (RFC 8266). */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PrepareNickname {

  private final NicknamePolicy policy =
      NicknamePolicy.precis(NicknamePolicy.DEFAULT_MAX_CODE_POINTS);

  @Param({"tom", "Thomas the 3rd", "张三", "ＦｕｌｌＷｉｄｔｈ"})
  private String requested = "";

  @Benchmark
  public NicknamePolicy.Decision prepare() {
    return policy.decide(requested);
  }
}
