package io.wugan.lab.proof;

import io.wugan.agent.lane.PassageRecorder;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.LaneRole;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.ledger.LedgerWork;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.lab.billing.EdgeId;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.uplink.MqttTransport;
import io.wugan.sync.uplink.Uplink;
import io.wugan.sync.uplink.UplinkLimits;
import io.wugan.sync.uplink.UplinkSettings;
import io.wugan.sync.uplink.UplinkStats;
import io.wugan.sync.uplink.UplinkTimings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A board from its start to its end: entry lane E1, exit lane X1, ledger, pictures, and an uplink
 * where it has a line. Everything is the real thing but the pixels and the clock, which goes on
 * when the script says so. Used by one thread.
 */
final class ScriptedBoard implements AutoCloseable {
  static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");

  // As many of the backlog as any scenario without acknowledgements has: on a busy machine fresh
  // records grow old, by the virtual clock, before they are sent.
  private static final UplinkLimits LIMITS = new UplinkLimits(10, 48 * 1024, 4, 200);

  /** Fresh records may be ten times as many as those of the backlog, and a message more. */
  static final int MOST_UNACKNOWLEDGED = 10 * LIMITS.unacknowledged() + LIMITS.batchEvents();

  private static final Duration STEP = Duration.ofMillis(200);
  private static final long CAPTURE_LIMIT_SECONDS = 60;
  private static final Duration UNTIL_TOLD = Duration.ofSeconds(4);

  private final EdgeId edge;
  private final Duration bootedAt;
  private final VirtualLotClock clock;
  private final SqliteLedger ledger;
  private final Optional<Uplink> uplink;
  private final Map<String, ScriptedLane> lanes = new TreeMap<>();
  private final Queue<CompletableFuture<Commit>> captures = new ConcurrentLinkedQueue<>();
  private int mostUnacknowledged;

  /**
   * @param edge its name
   * @param folder holds {@code ledger.db}
   * @param bootedAt since {@link #MIDNIGHT}
   * @param boot which start of the board this is
   * @param line empty for a board that keeps everything to itself
   */
  ScriptedBoard(EdgeId edge, Path folder, Duration bootedAt, int boot, Optional<Line> line)
      throws IOException, InterruptedException {
    this.edge = edge;
    this.bootedAt = bootedAt;
    this.clock = new VirtualLotClock(MIDNIGHT.plus(bootedAt), "boot-" + boot);
    TimeOrderedIds ids = new TimeOrderedIds(clock, new SplittableRandom(boot));
    this.ledger = SqliteLedger.open(folder, new EventCodec(edge.site(), edge.edge()), ids);
    this.uplink = line.map(this::connect);
    PassageRecorder recorder =
        new PassageRecorder(
            new Watched(),
            new FileEvidenceStore(folder.resolve("evidence")),
            new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next),
            ids::next,
            clock);
    lanes.put("E1", new ScriptedLane(Lane.of("E1", LaneRole.ENTRY), recorder, clock));
    lanes.put("X1", new ScriptedLane(Lane.of("X1", LaneRole.EXIT), recorder, clock));
  }

  /**
   * The way to the cloud.
   *
   * @param transport to its broker
   * @param resendAfter an unacknowledged record is sent again after so long, in real time
   */
  record Line(MqttTransport transport, Duration resendAfter) {}

  private Uplink connect(Line line) {
    UplinkTimings timings =
        UplinkTimings.defaults()
            .withReconnect(Duration.ofMillis(50), Duration.ofMillis(300))
            .withAck(line.resendAfter(), line.resendAfter().multipliedBy(4));
    return Uplink.start(
        ledger,
        line.transport(),
        UplinkSettings.of(edge.site(), edge.edge(), "test").withTimings(timings).withLimits(LIMITS),
        clock);
  }

  /** The way to the cloud at a glance. */
  UplinkStats uplinkStats() {
    return uplink.orElseThrow().stats();
  }

  /** A car's plate comes into view of a lane at a time of the day. */
  void expect(String lane, String plate, Duration timeOfDay) {
    lane(lane).expect(plate, timeOfDay.minus(bootedAt));
  }

  /** A car passes alone; returns when that is captured and shown. */
  void pass(String lane, String plate, Duration timeOfDay) throws InterruptedException {
    sleepUntil(timeOfDay);
    expect(lane, plate, timeOfDay);
    watchUntil(timeOfDay.plus(UNTIL_TOLD));
  }

  private ScriptedLane lane(String id) {
    return Optional.ofNullable(lanes.get(id)).orElseThrow();
  }

  /** Both lanes look, five times a second; what passes is captured before the next look. */
  void watchUntil(Duration timeOfDay) throws InterruptedException {
    while (now().plus(STEP).compareTo(timeOfDay) <= 0) {
      clock.advanceTo(now().plus(STEP).minus(bootedAt));
      for (ScriptedLane lane : lanes.values()) {
        lane.see(clock.now());
      }
      awaitCaptured();
      uplink.ifPresent(
          each -> mostUnacknowledged = Math.max(mostUnacknowledged, each.stats().unacknowledged()));
    }
  }

  /** Time goes by and nobody passes. */
  void sleepUntil(Duration timeOfDay) {
    clock.advanceTo(timeOfDay.minus(bootedAt));
  }

  /** Since {@link #MIDNIGHT}. */
  Duration now() {
    return bootedAt.plusMillis(clock.now().monoMillis());
  }

  private void awaitCaptured() throws InterruptedException {
    for (CompletableFuture<Commit> next = captures.poll(); next != null; next = captures.poll()) {
      try {
        next.get(CAPTURE_LIMIT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException lost) {
        throw new AssertionError("a passage was not captured", lost);
      }
    }
  }

  String shown(String lane) {
    return lane(lane).shown();
  }

  SqliteLedger ledger() {
    return ledger;
  }

  /** As many records as ever were under way or unanswered at once. */
  int mostUnacknowledged() {
    return mostUnacknowledged;
  }

  @Override
  public void close() throws InterruptedException {
    try {
      for (ScriptedLane lane : lanes.values()) {
        lane.close();
      }
    } finally {
      uplink.ifPresent(Uplink::close);
      ledger.close();
    }
  }

  /** The ledger, whose answers the clock waits for. */
  private final class Watched implements Ledger {
    @Override
    public CompletableFuture<Commit> submit(LedgerWork work) {
      CompletableFuture<Commit> capture = ledger.submit(work);
      captures.add(capture);
      return capture;
    }

    @Override
    public void close() {
      ledger.close();
    }
  }
}
