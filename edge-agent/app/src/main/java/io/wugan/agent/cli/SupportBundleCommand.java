package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import io.wugan.agent.doctor.Doctor;
import io.wugan.agent.doctor.DoctorContext;
import io.wugan.agent.doctor.Finding;
import io.wugan.agent.doctor.SupportBundle;
import io.wugan.agent.runtime.BoardLook;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan support-bundle FILE.zip}. */
@Command(
    name = "support-bundle",
    mixinStandardHelpOptions = true,
    description = {
      "Pack what whoever helps needs into one file (支持包): configuration, log, checks, versions, counts.",
      "Secrets and plates are hidden, and no picture goes in."
    })
final class SupportBundleCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE.zip", description = "Where to write it.")
  private Path file = Path.of("");

  @Mixin private BoardConfig board = new BoardConfig();

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "A file of the agent's log, where the system's journal has it not.")
  private List<Path> logs = new ArrayList<>();

  @Option(names = "--no-checks", description = "Leave the checks out: it takes a few seconds.")
  private boolean noChecks;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException, ConfigException {
    if (!file.toString().endsWith(".zip")) {
      throw new ParameterException(
          spec.commandLine(), "found " + file + "; allowed: a file that ends in .zip");
    }
    for (Path log : logs) {
      if (!Files.isReadable(log)) {
        throw new ParameterException(spec.commandLine(), "--log: " + log + " cannot be read");
      }
    }
    DoctorContext context = BoardLook.context(board.load(), DoctorContext.Options.STANDARD);
    List<Finding> findings = noChecks ? List.of() : Doctor.examine(context, id -> {});
    PrintWriter out = spec.commandLine().getOut();
    new SupportBundle(
            context, findings, new SupportBundle.Sources(board.file(), logs, logs.isEmpty()))
        .write(file)
        .forEach(out::println);
    out.flush();
    return ExitStatus.DONE;
  }
}
