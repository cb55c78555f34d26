package io.wugan.lab.sensor;

import io.wugan.core.bay.BayReport;
import io.wugan.core.device.DeviceException;
import io.wugan.devices.coap.bay.SimulatedBaySensor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan sensor-simulate}: bay sensors for a laptop. */
@Command(
    name = "sensor-simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Be bay sensors: vehicles come and go at random, and each sensor reports it to an agent whose configuration has",
      "'bays'. A line for each report; ends after --reports of them, 0 for never."
    })
public final class SensorSimulateCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Parameters(arity = "1..500", paramLabel = "SENSOR", description = "Names of sensors.")
  private List<String> ids = List.of();

  @Option(names = "--keys", description = "File of keys, as the agent's; left out: plain CoAP.")
  private @Nullable Path keys;

  @Option(names = "--host", description = "Where the agent is; ${DEFAULT-VALUE} without it.")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "Its port; 5684, or 5683 without keys.")
  private int port;

  @Option(names = "--seconds", description = "Between two reports; ${DEFAULT-VALUE} without it.")
  private double seconds = 1;

  @Option(names = "--reports", description = "So many; ${DEFAULT-VALUE} without it.")
  private long reports;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    int usual = keys == null ? 5683 : 5684;
    InetSocketAddress gateway = new InetSocketAddress(host, port == 0 ? usual : port);
    Map<String, SimulatedBaySensor> sensors = new LinkedHashMap<>();
    try {
      for (String id : ids) {
        sensors.put(id, SimulatedBaySensor.start(id, Optional.ofNullable(keys), gateway));
      }
      return report(sensors);
    } finally {
      for (SimulatedBaySensor sensor : sensors.values()) {
        sensor.close();
      }
    }
  }

  private int report(Map<String, SimulatedBaySensor> sensors) throws InterruptedException {
    Random random = new Random();
    long boot = System.currentTimeMillis() / 1000 & BayReport.MAX_SEQ;
    boolean allHeard = true;
    for (long seq = 0; reports == 0 || seq < reports; seq++) {
      String id = ids.get(random.nextInt(ids.size()));
      OptionalInt none = OptionalInt.empty();
      BayReport report =
          new BayReport(
              OptionalLong.of(boot),
              seq,
              random.nextBoolean(),
              none,
              OptionalInt.of(50 + random.nextInt(50)),
              none,
              OptionalInt.of(-60 - random.nextInt(40)));
      String answer = answer(sensors, id, report);
      allHeard &= answer.startsWith("2.");
      spec.commandLine()
          .getOut()
          .printf("%s %s: %s%n", id, report.occupied() ? "OCCUPIED" : "FREE", answer);
      spec.commandLine().getOut().flush();
      Waiting.seconds(seconds);
    }
    return allHeard ? 0 : 1;
  }

  private static String answer(Map<String, SimulatedBaySensor> sensors, String id, BayReport report)
      throws InterruptedException {
    try {
      SimulatedBaySensor sensor = sensors.get(id);
      return sensor == null ? "unknown" : sensor.report(report, LIMIT);
    } catch (DeviceException silent) {
      return String.valueOf(silent.getMessage());
    }
  }
}
