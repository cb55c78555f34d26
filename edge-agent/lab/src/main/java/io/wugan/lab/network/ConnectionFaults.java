package io.wugan.lab.network;

import static java.lang.String.format;

import io.wugan.lab.broker.Broker;
import io.wugan.lab.network.FaultyProxy.Mode;
import io.wugan.sync.uplink.UplinkTimings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** F3 to F6: brokers that are gone, and those that only seem to be there. */
final class ConnectionFaults {
  private static final Duration QUICK = Duration.ofMillis(200);

  private ConnectionFaults() {}

  static List<NetworkFault> all() {
    return List.of(new Outage(), new Resets(), new Silence(), new BlackHole());
  }

  private static UplinkTimings quick() {
    return UplinkTimings.defaults().withReconnect(QUICK, Duration.ofSeconds(1));
  }

  private static String seconds(double seconds) {
    return format(Locale.ROOT, "%.1f s", seconds);
  }

  /** F3: the broker is down. */
  private static final class Outage implements NetworkFault {
    @Override
    public String id() {
      return "F3";
    }

    @Override
    public List<FaultReport> happen(Place place) throws IOException, InterruptedException {
      int vehicles = place.whole() ? 17_500 : 500; // seven days of 5,000 records
      Duration outage = Duration.ofSeconds(place.whole() ? 300 : 12);
      try (Broker broker = place.broker(List.of());
          NetworkLot lot = new NetworkLot(place, broker, UplinkTimings.defaults(), true)) {
        lot.vehicles().comeAndGo(10);
        lot.awaitDelivered(Duration.ofMinutes(1));
        lot.proxy().mode(Mode.RESET).cut();
        double before = Resources.usedMegabytes();
        lot.vehicles().comeAndGo(vehicles);
        double cpu = Resources.cpuSeconds("uplink");
        Thread.sleep(outage.toMillis());
        double share = (Resources.cpuSeconds("uplink") - cpu) / outage.toSeconds() * 100;
        double grown = Resources.usedMegabytes() - before;
        lot.proxy().heal();
        Optional<Double> back =
            NetworkLot.secondsUntil(() -> lot.stats().connected(), Duration.ofSeconds(130));
        lot.awaitDelivered(Duration.ofMinutes(10));
        String injected =
            format(
                "broker gone for %d s, %d records captured meanwhile",
                outage.toSeconds(), 2 * vehicles);
        return List.of(
            new FaultReport(
                id(),
                injected,
                "connected again after the broker came back; nothing lost, nothing billed twice",
                back.map(ConnectionFaults::seconds).orElse("not"),
                "60 s",
                back.isPresent() && back.get() <= 60),
            new FaultReport(
                id(),
                injected,
                "heap after collection, during the outage against before",
                format(Locale.ROOT, "%+.1f MB", grown),
                "within 10 MB",
                Math.abs(grown) <= 10),
            new FaultReport(
                id(),
                injected,
                "processor time of the uplink's thread during the outage",
                format(Locale.ROOT, "%.2f %% of one core", share),
                "2 %",
                share < 2));
      }
    }
  }

  /** F4: a load balancer accepts and resets. */
  private static final class Resets implements NetworkFault {
    @Override
    public String id() {
      return "F4";
    }

    @Override
    public List<FaultReport> happen(Place place) throws IOException {
      int tries = place.whole() ? 10_000 : 100;
      UplinkTimings timings =
          UplinkTimings.defaults().withReconnect(Duration.ofMillis(1), Duration.ofMillis(2));
      try (Broker broker = place.broker(List.of());
          NetworkLot lot = new NetworkLot(place, broker, timings, true)) {
        lot.awaitConnected();
        lot.vehicles().comeAndGo(20);
        lot.proxy().mode(Mode.RESET).cut();
        long from = lot.proxy().accepted();
        Duration limit = Duration.ofMillis(1_000L * tries + 60_000);
        if (NetworkLot.secondsUntil(() -> lot.proxy().accepted() - from >= tries, limit)
            .isEmpty()) {
          throw new FaultNotSurvivedException("the board stopped trying");
        }
        int threads = Resources.threads("MQTT ");
        boolean advised = lot.stats().restartAdvised();
        lot.vehicles().comeAndGo(20);
        lot.proxy().heal();
        lot.awaitDelivered(Duration.ofMinutes(2));
        return List.of(
            new FaultReport(
                id(),
                tries + " connections accepted and reset",
                "threads of the MQTT client that are left, at most 30 or a restart advised;"
                    + " nothing lost, nothing billed twice",
                threads + " threads" + (advised ? ", restart advised" : ""),
                "30 threads",
                threads <= 30 || advised));
      }
    }
  }

  /** F5: no CONNACK, no SUBACK, no PUBACK. */
  private static final class Silence implements NetworkFault {
    @Override
    public String id() {
      return "F5";
    }

    @Override
    public List<FaultReport> happen(Place place) throws IOException {
      List<FaultReport> reports = new ArrayList<>();
      try (Broker broker = place.broker(List.of());
          NetworkLot lot = new NetworkLot(place, broker, quick(), true)) {
        lot.awaitConnected();
        reports.add(row(lot, "nothing after TCP accept", 0));
        reports.add(row(lot, "no CONNACK", MqttPacket.CONNACK));
        reports.add(row(lot, "no SUBACK", MqttPacket.SUBACK));
        reports.add(row(lot, "no PUBACK", MqttPacket.PUBACK));
      }
      return reports;
    }

    private FaultReport row(NetworkLot lot, String injected, int swallowed) {
      if (swallowed == 0) {
        lot.proxy().mode(Mode.SILENT);
      } else {
        lot.proxy().swallow(swallowed);
      }
      long connections = lot.proxy().accepted();
      lot.proxy().cut();
      NetworkLot.secondsUntil(() -> lot.proxy().accepted() > connections, Duration.ofSeconds(30));
      lot.vehicles().comeAndGo(2);
      Optional<Double> given =
          NetworkLot.secondsUntil(
              () -> lot.proxy().accepted() > connections + 1, Duration.ofMinutes(1));
      lot.proxy().heal().cut();
      lot.awaitDelivered(Duration.ofMinutes(2));
      return new FaultReport(
          id(),
          injected,
          "from one attempt to the next; then nothing lost, nothing billed twice",
          given.map(ConnectionFaults::seconds).orElse("never"),
          "15 s, and the pause of 1 s",
          given.isPresent() && given.get() <= 17);
    }
  }

  /** F6: the line is dead, and nobody says so. */
  private static final class BlackHole implements NetworkFault {
    @Override
    public String id() {
      return "F6";
    }

    @Override
    public List<FaultReport> happen(Place place) throws IOException, InterruptedException {
      List<FaultReport> reports = new ArrayList<>();
      try (Broker broker = place.broker(List.of());
          NetworkLot lot = new NetworkLot(place, broker, quick(), true)) {
        lot.awaitConnected();
        lot.vehicles().comeAndGo(5);
        lot.awaitDelivered(Duration.ofMinutes(1));
        reports.add(row(lot, true));
        if (place.whole()) {
          reports.add(row(lot, false));
        }
      }
      return reports;
    }

    private FaultReport row(NetworkLot lot, boolean traffic) {
      lot.proxy().mode(Mode.BLACK_HOLE);
      if (traffic) {
        lot.vehicles().comeAndGo(3);
      }
      Optional<Double> found =
          NetworkLot.secondsUntil(() -> !lot.stats().connected(), Duration.ofMinutes(2));
      lot.proxy().heal().cut();
      lot.vehicles().comeAndGo(3);
      lot.awaitDelivered(Duration.ofMinutes(2));
      int bar = traffic ? 30 : 60;
      return new FaultReport(
          id(),
          "the line carries nothing any more, " + (traffic ? "records wait" : "nobody passes"),
          "until the board gives it up; then nothing lost, nothing billed twice",
          found.map(ConnectionFaults::seconds).orElse("never"),
          bar + " s",
          found.isPresent() && found.get() <= bar);
    }
  }
}
