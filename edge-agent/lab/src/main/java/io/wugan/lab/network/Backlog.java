package io.wugan.lab.network;

import static java.lang.String.format;

import io.wugan.core.lane.Direction;
import io.wugan.lab.broker.Broker;
import io.wugan.lab.broker.MosquittoBroker;
import io.wugan.sync.ledger.OutboxRow;
import io.wugan.sync.uplink.UplinkTimings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * F9: many records wait. How long until the cloud has them all, against {@code mosquitto_pub} that
 * publishes the same messages to the same broker on the same machine in the same run; how long a
 * fresh record takes meanwhile.
 */
final class Backlog implements NetworkFault {
  private static final Duration BETWEEN_CARS = Duration.ofMillis(500);
  private static final int EVENTS_IN_A_MESSAGE = 50;
  private static final int PAGE = 1_000;
  private static final int AT_ONCE = 500;

  @Override
  public String id() {
    return "F9";
  }

  @Override
  public List<FaultReport> happen(Place place) throws IOException, InterruptedException {
    int records = place.whole() ? 100_000 : 10_000;
    UplinkTimings timings = UplinkTimings.defaults().withBacklogAge(Duration.ofSeconds(2));
    try (Broker broker = place.broker(List.of());
        NetworkLot lot = new NetworkLot(place, broker, timings, true)) {
      lot.awaitConnected();
      lot.proxy().mode(FaultyProxy.Mode.RESET).cut();
      for (int done = 0; done < records / 2; done += AT_ONCE) {
        lot.vehicles().comeAndGo(AT_ONCE);
      }
      Thread.sleep(2_500);
      Optional<Double> plain = publishPlainly(lot, broker.url(), place.folder());
      double before = Resources.usedMegabytes();
      lot.proxy().heal();
      lot.awaitConnected();
      long from = System.nanoTime();
      List<Double> delays = new ArrayList<>();
      double most = before;
      while (lot.ledger().outbox().counts().pending() > 1) {
        delays.add(freshDelay(lot, delays.size()));
        most = Math.max(most, Resources.heapMegabytes());
        Thread.sleep(BETWEEN_CARS.toMillis());
      }
      double seconds = (System.nanoTime() - from) / 1e9;
      double after = Resources.usedMegabytes();
      lot.awaitDelivered(Duration.ofMinutes(5));
      return reports(records, seconds, plain, delays, new double[] {before, most, after});
    }
  }

  private List<FaultReport> reports(
      int records, double seconds, Optional<Double> plain, List<Double> delays, double[] heap) {
    delays.sort(null);
    double p95 = delays.get((int) Math.ceil(delays.size() * 0.95) - 1);
    String injected = records + " records wait";
    return List.of(
        new FaultReport(
            id(),
            injected,
            "until the reference back end has committed and acknowledged all, against mosquitto_pub -q 1"
                + " -l of the same messages to the same broker",
            format(
                Locale.ROOT,
                "%.1f s, %.0f records/s; mosquitto_pub %s",
                seconds,
                records / seconds,
                plain
                    .map(s -> format(Locale.ROOT, "%.1f s: %.1f times as long", s, seconds / s))
                    .orElse("is not installed")),
            "60 s for 100,000",
            seconds <= 60.0 * records / 100_000),
        new FaultReport(
            id(),
            injected,
            delays.size() + " fresh records meanwhile, from capture to the cloud's acknowledgement",
            format(Locale.ROOT, "95 %% within %.2f s", p95),
            "5 s",
            p95 <= 5),
        new FaultReport(
            id(),
            injected,
            "heap after collection, before and after, and the most in use between collections",
            format(Locale.ROOT, "%.1f MB, %.1f MB; most %.0f MB", heap[0], heap[2], heap[1]),
            "within 10 MB",
            Math.abs(heap[2] - heap[0]) <= 10));
  }

  private static double freshDelay(NetworkLot lot, int car) {
    lot.vehicles().pass(Direction.ENTER, "浙D%05d".formatted(car)).join();
    long seq = lot.ledger().outbox().lastSeq();
    return NetworkLot.secondsUntil(
            () -> lot.ledger().outbox().listPending(List.of(seq)).isEmpty(), Duration.ofMinutes(1))
        .orElse(60.0);
  }

  /** The same messages by a program that has nothing to remember. */
  private static Optional<Double> publishPlainly(NetworkLot lot, URI broker, Path folder)
      throws IOException, InterruptedException {
    if (!MosquittoBroker.isInstalled()) {
      return Optional.empty();
    }
    Path lines = folder.resolve("messages");
    writeMessages(lot, lines);
    long from = System.nanoTime();
    Process program =
        new ProcessBuilder(
                "mosquitto_pub",
                "-h",
                broker.getHost(),
                "-p",
                Integer.toString(broker.getPort()),
                "-q",
                "1",
                "-t",
                "plain/up/bkl",
                "-l")
            .redirectInput(lines.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!program.waitFor(10, TimeUnit.MINUTES)) {
      program.destroyForcibly();
      return Optional.empty();
    }
    return Optional.of((System.nanoTime() - from) / 1e9);
  }

  private static void writeMessages(NetworkLot lot, Path lines) throws IOException {
    try (OutputStream out = Files.newOutputStream(lines)) {
      long next = 1;
      List<OutboxRow> rows = lot.ledger().outbox().list(next, PAGE);
      while (!rows.isEmpty()) {
        for (int i = 0; i < rows.size(); i++) {
          out.write(i % EVENTS_IN_A_MESSAGE == 0 ? '[' : ',');
          out.write(rows.get(i).payload());
          if (i % EVENTS_IN_A_MESSAGE == EVENTS_IN_A_MESSAGE - 1 || i == rows.size() - 1) {
            out.write("]\n".getBytes(StandardCharsets.US_ASCII));
          }
        }
        next = rows.get(rows.size() - 1).seq() + 1;
        rows = lot.ledger().outbox().list(next, PAGE);
      }
    }
  }
}
