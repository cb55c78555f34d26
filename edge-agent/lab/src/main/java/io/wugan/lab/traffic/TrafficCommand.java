package io.wugan.lab.traffic;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wugan traffic}: scenarios of a busy hour for an entry and an exit lane. */
@Command(
    name = "traffic",
    mixinStandardHelpOptions = true,
    description = {
      "Write the scenarios of a busy entry and exit lane, and a configuration that plays them.",
      "Render them with wugan clip, then play them with wugan replay --together or wugan run."
    })
public final class TrafficCommand implements Callable<Integer> {

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where entry.yaml, exit.yaml and wugan.yaml are written.")
  private Path out = Path.of("");

  @Option(
      names = "--vehicles",
      paramLabel = "N",
      description = "Vehicles in each clip (default: ${DEFAULT-VALUE}, 420 an hour).")
  private int vehicles = 70;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Length of each clip, at most 600 (default: ${DEFAULT-VALUE}).")
  private int seconds = 600;

  @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    TrafficPlan plan;
    try {
      plan = new TrafficPlan(vehicles, seconds, seed);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
    Files.createDirectories(out);
    Files.writeString(out.resolve("entry.yaml"), plan.entry());
    Files.writeString(out.resolve("exit.yaml"), plan.exit());
    Files.writeString(out.resolve("wugan.yaml"), TrafficPlan.configuration());
    PrintWriter print = spec.commandLine().getOut();
    print.printf(
        "%d vehicles in and out in %d s: %s, %s, %s%n",
        vehicles,
        seconds,
        out.resolve("entry.yaml"),
        out.resolve("exit.yaml"),
        out.resolve("wugan.yaml"));
    print.flush();
    return 0;
  }
}
