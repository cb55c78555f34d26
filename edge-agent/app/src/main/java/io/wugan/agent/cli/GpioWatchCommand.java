package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wugan.agent.config.ConfigException;
import io.wugan.core.device.DeviceException;
import io.wugan.core.lane.InputEdge;
import io.wugan.devices.gpio.GpioSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan gpio watch}. Touches no output. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Show how inputs are, and each change as it comes, with the chatter of contacts"
          + " (查看输入状态). Switches nothing.",
      "A running agent holds its lines: stop it first."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:its time is over",
      "2:wrong use",
      "3:inputs are not to be had, or were lost",
      "130, 143:ended by Ctrl-C, SIGTERM"
    })
final class GpioWatchCommand implements Callable<Integer> {

  private static final Duration TURN = Duration.ofMillis(25);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final JsonMapper JSON = new JsonMapper();

  private record Seen(GpioSettings.Input input, InputEdge edge) {}

  @Mixin private GpioOptions options = new GpioOptions();

  @Mixin private FormatOption format = new FormatOption();

  @Parameters(paramLabel = "INPUT", arity = "0..*", description = "Which inputs; all without it.")
  private List<String> names = List.of();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "PT1M",
      description = "How long, up to PT24H (default: ${DEFAULT-VALUE}, a minute).")
  private Duration time = Duration.ofMinutes(1);

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Map<String, Integer> changes = new LinkedHashMap<>();

  @Override
  public Integer call() throws ConfigException, IOException, InterruptedException {
    Duration limit = options.within(time, Duration.ofSeconds(1), LONGEST);
    GpioSettings all = options.settings();
    List<GpioSettings.Input> inputs =
        options.named("inputs", all.inputs(), GpioSettings.Input::id, names);
    PrintWriter out = spec.commandLine().getOut();
    try (HeldContacts held =
        HeldContacts.open(
            new GpioSettings(all.driver(), all.chip(), all.folder(), inputs, List.of()))) {
      long begun = System.nanoTime();
      do {
        tell(out, held, inputs);
      } while (!held.pause(TURN) && System.nanoTime() - begun < limit.toNanos());
      tell(out, held, inputs);
      if (!format.isJson()) {
        changes.forEach((id, count) -> out.println(id + ": " + count + " changes"));
      }
      return ExitStatus.DONE;
    } catch (DeviceException missing) {
      spec.commandLine().getErr().println("wugan: " + missing.getMessage());
      return ExitStatus.FAULT_FOUND;
    } finally {
      out.flush();
    }
  }

  private void tell(PrintWriter out, HeldContacts held, List<GpioSettings.Input> inputs) {
    List<Seen> seen = new ArrayList<>();
    for (GpioSettings.Input input : inputs) {
      for (InputEdge edge : held.gpio().input(input.id()).take()) {
        seen.add(new Seen(input, edge));
      }
    }
    seen.sort(Comparator.comparingLong(one -> one.edge().at().monoMillis()));
    for (Seen one : seen) {
      boolean first = !changes.containsKey(one.input().id());
      changes.merge(one.input().id(), first ? 0 : 1, Integer::sum);
      out.println(format.isJson() ? json(one) : line(one, first));
    }
    out.flush();
  }

  private static String line(Seen seen, boolean first) {
    return "%s  %s (line %d) %s%s"
        .formatted(
            TIME.format(seen.edge().at().utc().atZone(ZoneId.systemDefault())),
            seen.input().id(),
            seen.input().line(),
            first ? "is " : "",
            seen.edge().active() ? "ON" : "off");
  }

  private static String json(Seen seen) {
    return JSON.createObjectNode()
        .put("input", seen.input().id())
        .put("line", seen.input().line())
        .put("on", seen.edge().active())
        .put("at", seen.edge().at().utc().toString())
        .toString();
  }
}
