package io.wugan.agent.runtime;

import io.wugan.agent.config.BaysConfig;
import io.wugan.core.bay.BayBoard;
import io.wugan.core.bay.BayState;
import io.wugan.core.bay.ExcessWatch;
import io.wugan.core.bay.Occupancy;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import io.wugan.devices.coap.bay.CoapBayGateway;
import io.wugan.sync.contract.BayMessage;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.uplink.Publication;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the gateway of bay sensors and tells the cloud how bays stand, on its own thread {@code
 * bays}. Lanes know nothing of it: a gateway that cannot start is tried again every minute, and its
 * sensors are lost meanwhile.
 */
final class BayKeeper {

  private static final Logger log = LoggerFactory.getLogger(BayKeeper.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration START_AGAIN = Duration.ofMinutes(1);
  private static final Duration TELL_AGAIN = Duration.ofSeconds(10);
  private static final Duration COUNT = Duration.ofSeconds(30);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(8);

  /**
   * What it needs of the board.
   *
   * @param folder of its data
   * @param clock its clock
   * @param health told how sensors stand
   * @param uplink says something to the cloud; false if it does not
   */
  record Board(
      DataFolder folder, LotClock clock, HealthSink health, Predicate<Publication> uplink) {}

  private final BaysConfig config;
  private final Board board;
  private final BayBoard bays;
  private final ExcessWatch excess;
  private final OwnedLoop loop = new OwnedLoop("bays", STOP_LIMIT, this::step, this::stopGateway);
  private final LotTime begun;
  private @Nullable CoapBayGateway gateway;
  private @Nullable LotTime triedAt;
  private @Nullable LotTime wholeAt;
  private boolean wholeHeard;
  private @Nullable LotTime countedAt;

  BayKeeper(BaysConfig config, Board board) {
    this.config = config;
    this.board = board;
    this.begun = board.clock().now();
    this.bays = new BayBoard(config.gateway().rules(), board.health());
    config.gateway().sensors().forEach(sensor -> bays.add(sensor, begun));
    this.excess = new ExcessWatch(config.excessAfter());
  }

  /** Begins; to be called once. */
  void start() {
    loop.start();
  }

  private Duration step() {
    try {
      LotTime now = board.clock().now();
      startGateway(now);
      bays.tick(now);
      tellChanges(now);
      tellWhole(now);
      count(now);
    } catch (LedgerException unreadable) {
      log.warn("bays are not held against vehicles: {}", unreadable.getMessage());
    }
    return LOOK;
  }

  private static boolean isDue(@Nullable LotTime last, Duration every, LotTime now) {
    return last == null || now.since(last).compareTo(every) >= 0;
  }

  private void startGateway(LotTime now) {
    if (gateway != null || !isDue(triedAt, START_AGAIN, now)) {
      return;
    }
    triedAt = now;
    try {
      gateway =
          CoapBayGateway.start(
              config.gateway(), bays, board.folder().baySessions(), board.clock(), board.health());
    } catch (IOException refused) {
      log.error(
          "no gateway of bay sensors, another try in {}: {}", START_AGAIN, refused.getMessage());
    }
  }

  private void tellChanges(LotTime now) {
    List<BayState> changed = bays.takeChanged(BayMessage.MOST);
    if (!changed.isEmpty() && !tell(now, BayMessage.Part.CHANGES, changed)) {
      bays.putBack(changed); // the newest state of each is told later
    }
  }

  private void tellWhole(LotTime now) {
    if (!isDue(wholeAt, wholeHeard ? config.wholeEvery() : TELL_AGAIN, now)) {
      return;
    }
    wholeAt = now;
    wholeHeard = false;
    List<BayState> all = bays.states();
    int parts = (all.size() + BayMessage.MOST - 1) / BayMessage.MOST;
    for (int part = 0; part < parts; part++) {
      int to = Math.min(all.size(), (part + 1) * BayMessage.MOST);
      List<BayState> some = all.subList(part * BayMessage.MOST, to);
      if (!tell(now, new BayMessage.Part(true, part + 1, parts), some)) {
        return; // nobody hears it for now
      }
    }
    wholeHeard = true;
  }

  private boolean tell(LotTime now, BayMessage.Part part, List<BayState> states) {
    byte[] message = BayMessage.json(now, part, states);
    return board.uplink().test(new Publication(BayMessage.CHANNEL, message, false));
  }

  // Not before sensors have had their chance to be heard.
  private void count(LotTime now) {
    Duration tenth = config.excessAfter().dividedBy(10);
    Duration every = tenth.compareTo(COUNT) < 0 ? tenth : COUNT;
    if (now.since(begun).compareTo(config.excessAfter()) < 0 || !isDue(countedAt, every, now)) {
      return;
    }
    countedAt = now;
    long occupied = bays.count(Occupancy.OCCUPIED);
    long inside;
    try (LedgerView view = LedgerView.open(board.folder().ledger())) {
      inside = Math.max(view.occupancy(), view.countSessions(SessionState.OPEN));
    }
    excess
        .update(occupied, inside, now)
        .ifPresent(
            more ->
                board
                    .health()
                    .set(
                        HealthKind.BAYS_EXCEED_VEHICLES,
                        HealthPlace.BOARD,
                        more > 0,
                        occupied + " bays are occupied, " + inside + " vehicles are inside"));
  }

  private void stopGateway() {
    CoapBayGateway running = gateway;
    gateway = null;
    if (running == null) {
      return;
    }
    try {
      running.close();
    } catch (IOException unsaved) {
      log.warn("sessions of bay sensors are not saved: {}", unsaved.getMessage());
    }
  }

  /** Ends within seconds. */
  void close() throws InterruptedException {
    loop.close();
  }

  /** Whether somebody will tell the end of an alarm of this sensor. */
  static boolean looksAfter(BaysConfig config, HealthPlace place) {
    return config.gateway().admission().unlisted()
        || config.gateway().sensors().stream()
            .anyMatch(sensor -> place.device().filter(sensor.id()::equals).isPresent());
  }
}
