package dev.chatroom.benchmarks;

import dev.chatroom.benchmarks.load.Result;
import dev.chatroom.benchmarks.report.JmhResults;
import dev.chatroom.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what was measured into the documents. */
@Command(name = "report", description = "Writes tables and charts of results.")
final class ReportCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      defaultValue = "results.jsonl",
      description = "the results; default: ${DEFAULT-VALUE}")
  private Path file = Path.of("results.jsonl");

  @Parameters(
      index = "1",
      paramLabel = "DOCS",
      defaultValue = "docs",
      description = "the folder of benchmarks.md; default: ${DEFAULT-VALUE}")
  private Path docs = Path.of("docs");

  @Option(
      names = "--jmh",
      defaultValue = JmhCommand.FILE,
      description = "what jmh wrote, if it is there; default: ${DEFAULT-VALUE}")
  private Path jmh = Path.of(JmhCommand.FILE);

  @Override
  public Integer call() throws IOException {
    Results measured = new Results(file);
    List<Result> results = new ArrayList<>(measured.all());
    if (Files.exists(jmh)) {
      results.addAll(JmhResults.read(jmh));
    }
    new Report(results, measured.origin()).write(docs);
    return 0;
  }
}
