package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import io.wugan.core.device.DeviceException;
import io.wugan.devices.gpio.GpioSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan gpio set}. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = {
      "Switch one output on for a while, then off (测试继电器). Ctrl-C switches it off too."
          + " Other lines are left alone.",
      "A running agent holds its lines: stop it first."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:it was on for its time, and is off",
      "2:wrong use",
      "3:it could not be switched",
      "130, 143:ended by Ctrl-C, SIGTERM; it is off"
    })
final class GpioSetCommand implements Callable<Integer> {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration TURN = Duration.ofMillis(100);

  @Mixin private GpioOptions options = new GpioOptions();

  @Parameters(paramLabel = "OUTPUT", description = "The output's id in the configuration.")
  private String name = "";

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "PT3S",
      description = "How long, PT0.1S to the output's maxOn (default: ${DEFAULT-VALUE}).")
  private Duration time = Duration.ofSeconds(3);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException, InterruptedException {
    GpioSettings all = options.settings();
    GpioSettings.Output output =
        options.named("outputs", all.outputs(), GpioSettings.Output::id, List.of(name)).get(0);
    Duration lasts = options.within(time, SHORTEST, output.maxOn());
    PrintWriter out = spec.commandLine().getOut();
    String what = output.id() + " (line " + output.line() + ")";
    try (HeldContacts held =
        HeldContacts.open(
            new GpioSettings(all.driver(), all.chip(), all.folder(), List.of(), List.of(output)))) {
      held.gpio().output(output.id()).switchOn(lasts);
      out.println(what + ": ON for " + lasts.toMillis() / 1000.0 + " s");
      out.flush();
      // A while longer, so that a failure at switching off is told too.
      held.pause(lasts.plus(TURN));
    } catch (DeviceException missing) {
      spec.commandLine().getErr().println("wugan: " + missing.getMessage());
      return ExitStatus.FAULT_FOUND;
    }
    out.println(what + ": off");
    out.flush();
    return ExitStatus.DONE;
  }
}
