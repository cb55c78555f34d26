package io.wugan.lab.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.lab.broker.Broker;
import io.wugan.lab.broker.EmbeddedBroker;
import io.wugan.lab.broker.MosquittoBroker;
import io.wugan.sync.uplink.MqttVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wugan network-proof}: what networks and brokers do, and that nothing is lost by it. */
@Command(
    name = "network-proof",
    mixinStandardHelpOptions = true,
    description = {
      "Let networks and brokers fail in every way of the table in docs/reliability.md, between a real uplink and a real",
      "broker with the reference back end behind it. A line for each thing that was looked at; 1 if one is not as it should be."
    })
public final class NetworkProofCommand implements Callable<Integer> {

  private enum Kind {
    MOSQUITTO,
    EMBEDDED
  }

  private enum Format {
    TABLE,
    JSONL
  }

  @Option(names = "--only", split = ",", paramLabel = "F3,F5…", description = "These faults alone.")
  private Set<String> only = Set.of();

  @Option(
      names = "--whole",
      description = "In full length: 10,000 resets, an outage of minutes … Half an hour.")
  private boolean whole;

  @Option(
      names = "--broker",
      paramLabel = "KIND",
      description = "${COMPLETION-CANDIDATES}; Mosquitto where it is installed.")
  private @Nullable Kind kind;

  @Option(
      names = "--mqtt",
      paramLabel = "VERSION",
      description = "What the board speaks: 3.1.1 or 5; 5 needs Mosquitto.")
  private String mqtt = MqttVersion.V3_1_1.text();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}")
  private Format format = Format.TABLE;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    MqttVersion version =
        MqttVersion.named(mqtt)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "--mqtt: found '" + mqtt + "'; allowed: 3.1.1 or 5"));
    Path work = Files.createTempDirectory("network-proof");
    List<NetworkFault> faults = new ArrayList<>(ConnectionFaults.all());
    faults.addAll(WayFaults.all());
    faults.addAll(DeliveryFaults.all());
    boolean good = true;
    for (NetworkFault fault : faults) {
      if (only.isEmpty() || only.contains(fault.id())) {
        for (FaultReport report : happen(fault, new Here(work, version))) {
          print(report);
          good &= report.passed();
        }
      }
    }
    return good ? 0 : 1;
  }

  private List<FaultReport> happen(NetworkFault fault, Here here)
      throws IOException, InterruptedException {
    try {
      return fault.happen(here);
    } catch (FaultNotSurvivedException lost) {
      return List.of(
          new FaultReport(fault.id(), "", "", String.valueOf(lost.getMessage()), "", false));
    }
  }

  private final class Here implements NetworkFault.Place {
    private final Path work;
    private final MqttVersion version;

    Here(Path work, MqttVersion version) {
      this.work = work;
      this.version = version;
    }

    @Override
    public MqttVersion mqtt() {
      return version;
    }

    @Override
    public Broker broker(List<String> configuration) {
      boolean mosquitto = kind == Kind.MOSQUITTO || (kind == null && MosquittoBroker.isInstalled());
      try {
        return mosquitto
            ? MosquittoBroker.startWith(folder(), configuration)
            : EmbeddedBroker.startInMemory();
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }

    @Override
    public Path folder() throws IOException {
      return Files.createTempDirectory(work, "run");
    }

    @Override
    public boolean whole() {
      return whole;
    }
  }

  private void print(FaultReport report) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.JSONL) {
      out.println(new ObjectMapper().writeValueAsString(report));
    } else {
      out.printf(
          "%-4s %-4s injected: %s%n          checked:  %s%n          figure:   %s (bar: %s)%n",
          report.id(),
          report.passed() ? "ok" : "FAIL",
          report.injected(),
          report.checked(),
          report.figure(),
          report.bar());
    }
    out.flush();
  }
}
