package io.wugan.agent.cli;

import picocli.CommandLine.Option;

/** Who decides; required of whatever the audit keeps. */
final class ByOption {

  @Option(
      names = "--by",
      required = true,
      paramLabel = "NAME",
      description = "Who decides, for the audit.")
  private String name = "";

  String value() {
    return name;
  }
}
