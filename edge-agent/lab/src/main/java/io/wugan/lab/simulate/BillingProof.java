package io.wugan.lab.simulate;

import io.wugan.core.record.ParkingRecord;
import io.wugan.lab.billing.BackendSettings;
import io.wugan.lab.billing.BillingDatabase;
import io.wugan.lab.billing.LedgerExport;
import io.wugan.lab.billing.LedgerFeed;
import io.wugan.lab.billing.TariffBook;
import io.wugan.lab.lot.DaySettings;
import io.wugan.lab.lot.VirtualLot;
import io.wugan.sync.contract.EventCodec;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The same events once in order, and then shuffled and repeated as often as asked for: both must
 * give the same bills to the last byte, and those that the records themselves call for. Confined to
 * one thread.
 */
final class BillingProof {
  private static final int COPIES = 8;
  private static final int LOTS = 10;
  private static final int MESSAGE_EVENTS = 25;
  private static final String ROOT = "proof";
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final Duration WINDOW = Duration.ofDays(1);

  /**
   * What came of it. Immutable.
   *
   * @param deliveries events handed over in the shuffled run
   * @param events different ones among them
   * @param expected stays to be billed
   * @param inOrder bills, and their hash, of the run in order
   * @param shuffled the same of the shuffled run
   * @param check the shuffled run's bills beside the truth
   * @param wall how long the shuffled run took
   * @param complete whether every number was acknowledged
   */
  record Verdict(
      long deliveries,
      long events,
      long expected,
      String inOrder,
      String shuffled,
      BillCheck check,
      Duration wall,
      boolean complete) {
    boolean holds() {
      return complete && inOrder.equals(shuffled) && check.holds();
    }
  }

  private record Event(int lot, String json) {}

  private final TariffBook tariffs;
  private final long seed;
  private final List<Event> events = new ArrayList<>();
  private final long[] lastSeq = new long[LOTS];
  private final Map<UUID, Long> truth = new HashMap<>();

  BillingProof(TariffBook tariffs, long seed) {
    this.tariffs = tariffs;
    this.seed = seed;
  }

  Verdict run(long deliveries, BillingDatabase first, BillingDatabase second)
      throws InterruptedException {
    make(Math.max(LOTS, deliveries / COPIES));
    int[] inOrder = new int[events.size()];
    for (int i = 0; i < inOrder.length; i++) {
      inOrder[i] = i;
    }
    boolean complete = play(inOrder, first);
    int[] shuffled = shuffled((int) Math.max(deliveries, events.size()));
    long begun = System.nanoTime();
    complete &= play(shuffled, second);
    Duration wall = Duration.ofNanos(System.nanoTime() - begun);
    TreeMap<String, Boolean> sites = new TreeMap<>();
    for (int lot = 0; lot < LOTS; lot++) {
      sites.put(site(lot), true);
    }
    return new Verdict(
        shuffled.length,
        events.size(),
        truth.size(),
        hash(first),
        hash(second),
        BillCheck.compare(truth, sites.keySet(), second),
        wall,
        complete);
  }

  private static String site(int lot) {
    return "proof-" + lot;
  }

  private void make(long wanted) {
    int perLot = (int) (wanted / LOTS);
    for (int lot = 0; lot < LOTS; lot++) {
      DaySettings days = DaySettings.of(Math.max(5, Math.min(20_000, perLot / 3)), 30);
      VirtualLot virtual = new VirtualLot(days, seed * 1_000_003 + lot);
      Truth own = new Truth(tariffs, site(lot));
      EventCodec codec = new EventCodec(site(lot), "e1");
      UUID epoch = new UUID(0x7000L, (1L << 63) | lot);
      while (lastSeq[lot] < perLot && virtual.nextMillis().isPresent()) {
        for (ParkingRecord record : virtual.step()) {
          own.tell(record);
          byte[] bytes = codec.encode(epoch, ++lastSeq[lot], record);
          events.add(new Event(lot, new String(bytes, StandardCharsets.UTF_8)));
        }
      }
      truth.putAll(own.fenBySession());
    }
  }

  /** Every event at least once. */
  private int[] shuffled(int deliveries) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[deliveries];
    for (int i = 0; i < deliveries; i++) {
      order[i] = i < events.size() ? i : random.nextInt(events.size());
    }
    for (int i = deliveries - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }

  private boolean play(int[] order, BillingDatabase database) throws InterruptedException {
    BackendSettings settings =
        BackendSettings.of(URI.create("tcp://127.0.0.1:1"), database)
            .withRoot(ROOT)
            .withTariffs(tariffs)
            .withReorderWindow(WINDOW);
    try (LedgerFeed feed = LedgerFeed.start(settings)) {
      List<List<String>> waiting = new ArrayList<>();
      for (int lot = 0; lot < LOTS; lot++) {
        waiting.add(new ArrayList<>());
      }
      long messages = 0;
      for (int index : order) {
        Event event = events.get(index);
        List<String> batch = waiting.get(event.lot());
        batch.add(event.json());
        if (batch.size() == MESSAGE_EVENTS) {
          deliver(feed, event.lot(), batch);
          messages++;
        }
      }
      for (int lot = 0; lot < LOTS; lot++) {
        if (!waiting.get(lot).isEmpty()) {
          deliver(feed, lot, waiting.get(lot));
          messages++;
        }
      }
      return feed.awaitCompleted(messages, LIMIT) && isAcknowledged(feed);
    }
  }

  private static void deliver(LedgerFeed feed, int lot, List<String> batch)
      throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(("[" + String.join(",", batch) + "]").getBytes(StandardCharsets.UTF_8));
    batch.clear();
    feed.deliver(ROOT + "/" + site(lot) + "/e1/up/evt", out.toByteArray());
  }

  private boolean isAcknowledged(LedgerFeed feed) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() - end < 0) {
      boolean all = true;
      for (int lot = 0; lot < LOTS; lot++) {
        all &= feed.upto(ROOT + "/" + site(lot) + "/e1/dn/ack") == lastSeq[lot];
      }
      if (all) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }

  /** SHA-256 of every bill, in one order. */
  private static String hash(BillingDatabase database) {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
    new LedgerExport(database)
        .eachBill(
            stay ->
                sha.update(
                    "%s %d %s %s %s %d %d %s%n"
                        .formatted(
                            stay.session(),
                            stay.revision(),
                            stay.plate(),
                            stay.entry(),
                            stay.exit(),
                            stay.stayMillis(),
                            stay.fen(),
                            stay.priced())
                        .getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(sha.digest());
  }
}
