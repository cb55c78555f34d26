package io.wugan.lab.sensor;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wugan sensor-proof}: what networks do to a gateway of bay sensors. */
@Command(
    name = "sensor-proof",
    mixinStandardHelpOptions = true,
    description = {
      "Foreign clients (Debian: libcoap3-bin), wrong keys, recorded datagrams, floods beside a lane that reads, restarts and",
      "many sensors for long, against a real gateway of bay sensors. A line for each thing that was looked at; 1 if one is",
      "not as it should be."
    })
public final class SensorProofCommand implements Callable<Integer> {

  private enum Format {
    TABLE,
    JSONL
  }

  @Option(names = "--only", split = ",", paramLabel = "S1,S2…", description = "These checks alone.")
  private Set<String> only = Set.of();

  @Option(names = "--whole", description = "In full length, with 200 sensors.")
  private boolean whole;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "How long the 200 sensors report; ${DEFAULT-VALUE} without it.")
  private int minutes = 15;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}")
  private Format format = Format.TABLE;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("sensor-proof");
    List<SensorCheck> checks =
        List.of(
            new ForeignClients(),
            new Replays(),
            new FloodBesideALane(),
            new Restarts(),
            new ManySensors(Duration.ofMinutes(minutes)));
    boolean good = true;
    for (SensorCheck check : checks) {
      if (only.isEmpty() || only.contains(check.id())) {
        for (SensorReport report : check.run(new Here(work, whole))) {
          print(report);
          good &= report.passed();
        }
      }
    }
    return good ? 0 : 1;
  }

  private record Here(Path work, boolean whole) implements SensorCheck.Place {
    @Override
    public Path folder() throws IOException {
      return Files.createTempDirectory(work, "run");
    }
  }

  private void print(SensorReport report) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.JSONL) {
      out.println(new ObjectMapper().writeValueAsString(report));
    } else {
      out.printf(
          "%-4s %-4s done:   %s%n          figure: %s%n          bar:    %s%n",
          report.id(),
          report.passed() ? "ok" : "FAIL",
          report.done(),
          report.figure(),
          report.bar());
    }
    out.flush();
  }
}
