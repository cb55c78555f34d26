package io.wugan.agent.cli;

import picocli.CommandLine.Option;

/** A table for people, or a JSON object a line for programs. */
final class FormatOption {

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table or jsonl (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.table;

  boolean isJson() {
    return format == OutputFormat.jsonl;
  }
}
