package dev.chatroom.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures servers side by side, and reports what was measured. */
@Command(
    name = "benchmarks",
    mixinStandardHelpOptions = true,
    description = "Measures chat servers side by side.",
    subcommands = {RunCommand.class, JmhCommand.class, ListCommand.class, ReportCommand.class})
final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
