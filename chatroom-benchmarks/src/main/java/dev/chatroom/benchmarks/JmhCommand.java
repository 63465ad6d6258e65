package dev.chatroom.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures in process, without servers. */
@Command(name = "jmh", description = "Runs what is measured in process, by JMH.")
final class JmhCommand implements Callable<Integer> {

  /** Where JMH writes, and {@code report} looks. */
  static final String FILE = "jmh.json";

  private static final int FORKS = 3;
  private static final int WARM_UPS = 3;
  private static final int MEASUREMENTS = 5;
  private static final TimeValue EACH = TimeValue.seconds(2);

  @Parameters(
      index = "0",
      paramLabel = "PATTERN",
      defaultValue = ".*",
      description = "which, as a regular expression; default: all")
  private String pattern = ".*";

  @Option(
      names = "--out",
      defaultValue = FILE,
      description = "where the results go, as JSON; default: ${DEFAULT-VALUE}")
  private Path file = Path.of(FILE);

  @Override
  public Integer call() throws RunnerException {
    var unused =
        new Runner(
                new OptionsBuilder()
                    .include(pattern)
                    .addProfiler(GCProfiler.class)
                    .forks(FORKS)
                    .warmupIterations(WARM_UPS)
                    .warmupTime(EACH)
                    .measurementIterations(MEASUREMENTS)
                    .measurementTime(EACH)
                    .shouldFailOnError(true)
                    .resultFormat(ResultFormatType.JSON)
                    .result(file.toString())
                    .build())
            .run();
    return 0;
  }
}
