package dev.chatroom.benchmarks;

import dev.chatroom.benchmarks.load.Result;
import dev.chatroom.benchmarks.report.JmhResults;
import dev.chatroom.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what was measured on this machine into the documents. */
@Command(name = "report", description = "Writes tables and charts of results.")
final class ReportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "the results")
  private Path file = Path.of("results.jsonl");

  @Parameters(paramLabel = "DOCS", description = "the folder of benchmarks.md")
  private Path docs = Path.of("docs");

  @Option(names = "--jmh", description = "what JMH wrote, with -rf json -prof gc")
  private @Nullable Path jmh;

  @Override
  public Integer call() throws IOException {
    List<Result> results = new ArrayList<>(new Results(file).all());
    if (jmh != null) {
      results.addAll(JmhResults.read(jmh));
    }
    Instant measured = Files.getLastModifiedTime(file).toInstant();
    new Report(results, measured.atZone(ZoneOffset.UTC).toLocalDate()).write(docs);
    return 0;
  }
}
