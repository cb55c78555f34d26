package io.wugan.lab.clip;

import java.util.List;
import java.util.stream.Collectors;

/** A scenario that cannot be rendered; carries every problem, not only the first. */
public final class InvalidScenarioException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<ScenarioProblem> problems;

  InvalidScenarioException(List<ScenarioProblem> problems) {
    super(problems.stream().map(ScenarioProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, in the order of the file. */
  public List<ScenarioProblem> problems() {
    return problems;
  }
}
