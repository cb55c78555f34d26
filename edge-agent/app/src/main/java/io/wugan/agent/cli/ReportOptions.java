package io.wugan.agent.cli;

import io.wugan.agent.cli.EvaluateCommand.Measured;
import picocli.CommandLine.Option;

/** What {@code evaluate} tells of each set. */
final class ReportOptions {

  @Option(names = "--errors", description = "List every plate that was not read exactly.")
  private boolean errors;

  @Option(
      names = "--confusions",
      description = "Tell of every character how often it was right, and what it was taken for.")
  private boolean confusions;

  @Option(
      names = "--calibration",
      description =
          "Tell how far the confidence can be believed, and from which threshold on at most one of "
              + "200 accepted reads is wrong.")
  private boolean calibration;

  @Option(names = "--format", description = "table or jsonl (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.table;

  boolean errors() {
    return errors;
  }

  OutputFormat format() {
    return format;
  }

  String of(Measured measured) {
    return format == OutputFormat.jsonl
        ? ScoreJson.line(measured, calibration)
        : ScoreTable.of(measured, calibration, confusions);
  }
}
