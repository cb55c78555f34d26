package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.config.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan check-config FILE}. */
@Command(
    name = "check-config",
    mixinStandardHelpOptions = true,
    description = "Find every problem in a configuration file, each with its line.")
final class CheckConfigCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = BoardConfig.PLACE,
      description = "The configuration file (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    ConfigFile.Result result = ConfigFile.check(file);
    PrintWriter out = spec.commandLine().getOut();
    for (Problem problem : result.problems()) {
      out.println(problem.describe(file.toString()));
    }
    if (result.config().isEmpty()) {
      long errors =
          result.problems().stream()
              .filter(problem -> problem.severity() == Problem.Severity.ERROR)
              .count();
      out.println(file + ": " + errors + (errors == 1 ? " error" : " errors"));
      return ExitStatus.FAULT_FOUND;
    }
    out.println(file + ": good, " + result.config().get().lanes().size() + " lanes");
    return ExitStatus.DONE;
  }
}
