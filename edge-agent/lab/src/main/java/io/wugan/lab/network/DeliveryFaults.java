package io.wugan.lab.network;

import static java.lang.String.format;

import io.wugan.core.lane.Direction;
import io.wugan.lab.broker.Broker;
import io.wugan.lab.network.FaultyProxy.Fate;
import io.wugan.lab.network.FaultyProxy.Line;
import io.wugan.sync.uplink.UplinkTimings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** F7, F10, F25 and F26: lines that are slow, words that get lost, brokers that are particular. */
final class DeliveryFaults {

  private DeliveryFaults() {}

  static List<NetworkFault> all() {
    return List.of(new SlowLine(), new Backlog(), new LostAcks(), new Poison(), new Limits());
  }

  private static UplinkTimings timings(Duration resendAfter) {
    return UplinkTimings.defaults()
        .withReconnect(Duration.ofMillis(200), Duration.ofSeconds(2))
        .withAck(resendAfter, resendAfter.multipliedBy(8));
  }

  /** F7: 300 ms, 64 kbit/s, one packet in twenty late. */
  private static final class SlowLine implements NetworkFault {
    private static final long BYTES_PER_SECOND = 8_000;
    private static final Duration BETWEEN_CARS = Duration.ofMillis(2_500);

    @Override
    public String id() {
      return "F7";
    }

    @Override
    public List<FaultReport> happen(Place place) throws IOException, InterruptedException {
      int behind = place.whole() ? 1_500 : 150;
      int fresh = place.whole() ? 100 : 10;
      // Old records are those of two seconds ago, so that there is a backlog at once.
      UplinkTimings patient = timings(Duration.ofMinutes(1)).withBacklogAge(Duration.ofSeconds(2));
      try (Broker broker = place.broker(List.of());
          NetworkLot lot = new NetworkLot(place, broker, patient, true)) {
        lot.awaitConnected();
        lot.proxy().mode(FaultyProxy.Mode.RESET).cut();
        lot.vehicles().comeAndGo(behind);
        Thread.sleep(2_500);
        AtomicInteger late = new AtomicInteger();
        lot.proxy()
            .heal()
            .line(new Line(Duration.ofMillis(150), BYTES_PER_SECOND, 0.05, Duration.ofMillis(400)))
            .up(packet -> count(packet, late));
        lot.awaitConnected();
        long from = System.nanoTime();
        List<Double> delays = new ArrayList<>();
        for (int i = 0; i < fresh && !lot.allDelivered(); i++) {
          Thread.sleep(BETWEEN_CARS.toMillis());
          delays.add(freshDelay(lot, i));
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        double share = late.get() / seconds / BYTES_PER_SECOND;
        lot.proxy().line(Line.GOOD);
        lot.awaitDelivered(Duration.ofMinutes(2));
        delays.sort(null);
        double p95 = delays.get((int) Math.ceil(delays.size() * 0.95) - 1);
        String injected =
            format(
                "300 ms round trip, 64 kbit/s, one packet in twenty 0.4 s late, %d records behind",
                2 * behind);
        return List.of(
            new FaultReport(
                id(),
                injected,
                delays.size() + " fresh records, from capture to the cloud's acknowledgement",
                format(Locale.ROOT, "95 %% within %.1f s", p95),
                "5 s",
                p95 <= 5),
            new FaultReport(
                id(),
                injected,
                "records carried up, as a share of what the line could carry without loss",
                format(Locale.ROOT, "%.0f %%", share * 100),
                "80 %",
                share >= 0.8));
      }
    }

    private static Fate count(MqttPacket packet, AtomicInteger bytes) {
      if (packet.type() == MqttPacket.PUBLISH) {
        bytes.addAndGet(packet.length());
      }
      return Fate.CARRY;
    }

    private static double freshDelay(NetworkLot lot, int car) {
      lot.vehicles().pass(Direction.ENTER, "浙B%05d".formatted(car)).join();
      long seq = lot.ledger().outbox().lastSeq();
      return NetworkLot.secondsUntil(
              () -> lot.ledger().outbox().listPending(List.of(seq)).isEmpty(),
              Duration.ofMinutes(1))
          .orElse(60.0);
    }
  }

  /** F10: acknowledgements get lost. */
  private static final class LostAcks implements NetworkFault {
    @Override
    public String id() {
      return "F10";
    }

    @Override
    public List<FaultReport> happen(Place place) throws IOException, InterruptedException {
      try (Broker broker = place.broker(List.of());
          NetworkLot lot = new NetworkLot(place, broker, timings(Duration.ofSeconds(1)), true)) {
        lot.awaitConnected();
        lot.proxy().down(packet -> packet.topic().endsWith("/dn/ack") ? Fate.DROP : Fate.CARRY);
        lot.vehicles().comeAndGo(50);
        Thread.sleep(place.whole() ? 60_000 : 6_000);
        long unacknowledged = lot.ledger().outbox().counts().pending();
        lot.proxy().heal();
        lot.awaitDelivered(Duration.ofMinutes(1));
        return List.of(
            new FaultReport(
                id(),
                "every acknowledgement of 100 records lost for a while",
                "deliveries that the cloud had already; bills",
                format(
                    "%d unacknowledged meanwhile, %d came again, %d billed",
                    unacknowledged, lot.duplicates(), lot.billed()),
                "again at least once each, 50 billed",
                unacknowledged == 100 && lot.duplicates() >= 100 && lot.billed() == 50));
      }
    }
  }

  /** F25: the broker hangs up at one record. */
  private static final class Poison implements NetworkFault {
    private static final String PLATE = "浙C00025";

    @Override
    public String id() {
      return "F25";
    }

    @Override
    public List<FaultReport> happen(Place place) throws IOException, InterruptedException {
      try (Broker broker = place.broker(List.of());
          NetworkLot lot = new NetworkLot(place, broker, timings(Duration.ofSeconds(30)), true)) {
        lot.awaitConnected();
        lot.proxy().up(packet -> packet.contains(PLATE) ? Fate.HANG_UP : Fate.CARRY);
        lot.vehicles().comeAndGo(40);
        lot.vehicles().pass(Direction.ENTER, PLATE).join();
        long from = System.nanoTime();
        lot.vehicles().comeAndGo(40);
        long last = lot.ledger().outbox().lastSeq();
        Optional<Double> rest = Optional.empty();
        // Somebody passes all the time: without others that are taken there is no verdict.
        while ((lot.setApart() == 0 || rest.isEmpty()) && System.nanoTime() - from < 120e9) {
          lot.vehicles().comeAndGo(1);
          Thread.sleep(500);
          if (rest.isEmpty() && lot.ledger().outbox().listPending(1, last + 1, 2).size() <= 1) {
            rest = Optional.of((System.nanoTime() - from) / 1e9);
          }
        }
        double found = (System.nanoTime() - from) / 1e9;
        long hungUp = lot.proxy().hungUp();
        lot.proxy().heal();
        NetworkLot.secondsUntil(lot::allDelivered, Duration.ofMinutes(1));
        String injected = "the broker hangs up at one record of 161, whenever it comes";
        return List.of(
            new FaultReport(
                id(),
                injected,
                "until all others were acknowledged",
                rest.map(seconds -> format(Locale.ROOT, "%.1f s", seconds)).orElse("never"),
                "30 s",
                rest.isPresent() && rest.get() <= 30),
            new FaultReport(
                id(),
                injected,
                "times until it was set apart, it alone; all others are in the cloud",
                format(
                    Locale.ROOT,
                    "%d times, %.0f s, %d set apart, %d pending",
                    hungUp,
                    found,
                    lot.setApart(),
                    lot.ledger().outbox().counts().pending()),
                "5 times",
                hungUp <= 5 && lot.setApart() == 1 && lot.allDelivered()));
      }
    }
  }

  /** F26: what brokers do not allow. */
  private static final class Limits implements NetworkFault {
    @Override
    public String id() {
      return "F26";
    }

    @Override
    public List<FaultReport> happen(Place place) throws IOException {
      return List.of(
          row(place, List.of("max_inflight_messages 1"), "one message in flight", true),
          row(
              place,
              List.of("message_size_limit 4096"),
              "messages of more than 4 KB answered by PUBACK and thrown away",
              true),
          row(
              place,
              List.of("max_packet_size 4200"),
              "hangs up at packets of more than 4.2 KB",
              true),
          row(
              place,
              List.of("retain_available false"),
              "no retained messages, and told so",
              false));
    }

    private FaultReport row(
        Place place, List<String> lines, String injected, boolean brokerKeepsStatus)
        throws IOException {
      try (Broker broker = place.broker(lines);
          NetworkLot lot =
              new NetworkLot(place, broker, timings(Duration.ofSeconds(5)), brokerKeepsStatus)) {
        lot.vehicles().comeAndGo(100);
        lot.awaitDelivered(Duration.ofMinutes(3));
        return new FaultReport(
            id(),
            injected,
            "200 records delivered, nothing lost, nothing billed twice",
            lot.billed() + " billed, " + lot.stats().connections() + " connections",
            "100 billed",
            lot.billed() == 100);
      }
    }
  }
}
