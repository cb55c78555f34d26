package io.wugan.agent.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that the agent refuses, with every problem in it. */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * @param file name of the file as the user gave it
   * @param problems all of them, warnings too, at least one of them an error
   */
  public ConfigException(String file, List<Problem> problems) {
    super(problems.stream().map(p -> p.describe(file)).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order of their lines. */
  public List<Problem> problems() {
    return problems;
  }
}
