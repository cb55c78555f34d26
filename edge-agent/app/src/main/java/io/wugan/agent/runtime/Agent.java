package io.wugan.agent.runtime;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.desk.CorrectionInbox;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.agent.desk.Desk;
import io.wugan.agent.desk.EvidenceDesk;
import io.wugan.agent.desk.ListService;
import io.wugan.agent.lane.LaneRunner;
import io.wugan.agent.lane.PassageRecorder;
import io.wugan.agent.remote.ConfigStore;
import io.wugan.core.health.HealthAlarm;
import io.wugan.core.health.HealthEvents;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.EvidenceSweeper;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running agent: lanes, ledger and uplink of one board.
 *
 * <p>Started in the order ledger, uplink, lanes; stopped in the reverse order, so that what a lane
 * has seen is captured and what is captured has had its chance to be sent.
 */
public final class Agent implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Agent.class);
  private static final Duration WATCH_PERIOD = Duration.ofSeconds(10);
  private static final Duration LANE_STOP_LIMIT = Duration.ofSeconds(15);

  private final CloseStack closing = new CloseStack();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<Throwable> fatal = new AtomicReference<>();
  private volatile @Nullable CloudLink link;
  private volatile @Nullable SqliteLedger watchedLedger;

  private Agent() {}

  /**
   * Starts an agent.
   *
   * @throws IOException if the data folder cannot be used, or the password file cannot be read
   * @throws RuntimeException of the part that cannot start; what was started before is stopped
   *     again
   */
  public static Agent start(AgentConfig config) throws IOException {
    return start(config, Optional.empty());
  }

  /**
   * Starts an agent that takes configurations from the cloud.
   *
   * @param config what to start with
   * @param configs where further ones are kept; with one in force, {@link #awaitEnd} returns a
   *     {@link io.wugan.agent.remote.ConfigChangedException}
   * @throws IOException if the data folder cannot be used, or the password file cannot be read
   * @throws RuntimeException of the part that cannot start; what was started before is stopped
   *     again
   */
  public static Agent start(AgentConfig config, Optional<ConfigStore> configs) throws IOException {
    Agent agent = new Agent();
    boolean started = false;
    try {
      agent.wire(config, configs);
      started = true;
      return agent;
    } finally {
      if (!started) {
        agent.close();
      }
    }
  }

  private void wire(AgentConfig config, Optional<ConfigStore> configs) throws IOException {
    ChronyWatch chrony = ChronyWatch.start();
    closing.push(chrony::close);
    LotClock clock = new SystemLotClock(chrony::isSynced);
    TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
    EventCodec codec = new EventCodec(config.site(), config.edge());
    DataFolder folder = DataFolder.open(config.data());
    // Models are loaded once before anything else starts: a board without them must say so at once.
    LaneWiring.checkModels(config.recognition());
    SqliteLedger ledger = SqliteLedger.open(config.ledger().place(folder.ledger()), codec, ids);
    watchedLedger = ledger;
    closing.push(ledger::close);
    FileEvidenceStore evidence =
        new FileEvidenceStore(
            folder.evidence(), config.evidence().reserveBytes(), InstantSource.system());
    startEvidenceKeeper(config, folder, ledger, evidence, clock);
    SessionKeeper keeper = new SessionKeeper(config.matching(), config.maxStay(), ids::next);
    PassageRecorder recorder = new PassageRecorder(ledger, evidence, keeper, ids::next, clock);
    HealthRecorder health = new HealthRecorder(ledger, ids::next, folder.alarms());
    health.clearUnless((kind, place) -> isLookedAfter(config, kind, place), clock);
    HealthKeeper healthKeeper = startHealthKeeper(health, clock);
    LaneWiring.Told told = new LaneWiring.Told(health, healthKeeper.book());
    List<LaneRunner> lanes = new LaneWiring(config, recorder, told, clock, this::fail).lanes();
    CorrectionService corrections = new CorrectionService(ledger, ids::next, clock);
    ListService lists = new ListService(ledger);
    CloudLink started =
        CloudLink.start(
            config,
            new CloudLink.Board(
                folder,
                ledger,
                evidence,
                health,
                corrections,
                lists,
                lanes,
                clock,
                configs,
                this::fail),
            closing);
    link = started;
    ClockKeeper clockKeeper = new ClockKeeper(ledger, ids::next, clock);
    closing.push(clockKeeper::close);
    clockKeeper.start();
    Sweeper sweeper = new Sweeper(new OverdueStays(ledger, keeper, ids::next, clock));
    closing.push(sweeper::close);
    Desk desk = new Desk(new CorrectionInbox(folder.desk()), corrections, lists, started.resends());
    closing.push(desk::close);
    desk.start();
    SalvageNews.tell(ledger, health, clock);
    startLedgerKeeper(config, folder, ledger, health, clock);
    closing.push(() -> stopLanes(lanes));
    lanes.forEach(LaneRunner::start);
    log.info(
        "site {} edge {}: {} lanes, data in {}",
        config.site(),
        config.edge(),
        config.lanes().size(),
        config.data());
  }

  /** Whether a part of this agent tells when such an alarm is over. */
  private static boolean isLookedAfter(AgentConfig config, HealthKind kind, HealthPlace place) {
    return switch (kind) {
      case DISPLAY_SILENT -> isConfigured(config, place.laneId());
      case UPLOAD_FAILING -> config.upload().which().uploads();
      case BACKUP_FAILING -> config.ledger().backupKeep() > 0;
      case DISK_FULL, JOURNAL_FAILING -> true;
      case LEDGER_SALVAGED -> false;
      case CAMERA_SILENT,
          CAMERA_FROZEN,
          CAMERA_BLIND,
          CAMERA_BLURRED,
          CAMERA_MOVED,
          CAMERA_TIMES_WRONG,
          CAMERA_SLOW ->
          isWatched(config, place);
      // Whoever looks after it tells how it stands within its first minute.
      default -> isConfigured(config, place.laneId());
    };
  }

  /** Whether it is the place of a live camera; nobody watches a recording. */
  private static boolean isWatched(AgentConfig config, HealthPlace place) {
    return config.lanes().stream()
        .map(AgentConfig.LaneConfig::camera)
        .anyMatch(
            camera ->
                camera instanceof AgentConfig.LiveCamera live
                    && live.settings().place().equals(place));
  }

  private static boolean isConfigured(AgentConfig config, String laneId) {
    return laneId.equals(HealthAlarm.BOARD)
        || config.lanes().stream().anyMatch(lane -> lane.lane().id().equals(laneId));
  }

  private HealthKeeper startHealthKeeper(HealthEvents health, LotClock clock) {
    HealthKeeper keeper = new HealthKeeper(health, clock);
    closing.push(keeper::close);
    keeper.start();
    return keeper;
  }

  private void startLedgerKeeper(
      AgentConfig config,
      DataFolder folder,
      SqliteLedger ledger,
      HealthEvents health,
      LotClock clock) {
    LedgerKeeper keeper =
        new LedgerKeeper(
            new LedgerKeeper.Subject(
                ledger, folder, config.ledger(), config.evidence().keepFreeBytes()),
            health,
            clock,
            this::fail);
    closing.push(keeper::close);
    keeper.start();
  }

  private void startEvidenceKeeper(
      AgentConfig config,
      DataFolder folder,
      SqliteLedger ledger,
      FileEvidenceStore evidence,
      LotClock clock) {
    EvidenceSweeper sweeper =
        new EvidenceSweeper(evidence, ledger.evidence(), config.evidence(), clock);
    EvidenceKeeper keeper =
        new EvidenceKeeper(sweeper, new EvidenceDesk(folder.desk(), ledger, sweeper, clock));
    closing.push(keeper::close);
    keeper.start();
  }

  private static void stopLanes(List<LaneRunner> lanes) throws InterruptedException {
    lanes.forEach(LaneRunner::stop);
    for (LaneRunner lane : lanes) {
      if (!lane.awaitEnd(LANE_STOP_LIMIT)) {
        log.error("a lane did not end within {}", LANE_STOP_LIMIT);
      }
    }
  }

  private void fail(Throwable cause) {
    fatal.compareAndSet(null, cause);
    over.countDown();
  }

  /** Asks {@link #awaitEnd} to return. */
  public void requestStop() {
    over.countDown();
  }

  /**
   * Waits until the agent is asked to stop or cannot go on.
   *
   * @return why it cannot go on; empty if it was asked to stop
   */
  public Optional<Throwable> awaitEnd() throws InterruptedException {
    // Waiting for the end of the program has no limit of its own.
    while (!over.await(WATCH_PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
      SqliteLedger ledger = watchedLedger;
      if (ledger != null && ledger.restartAdvised()) {
        fail(new RestartAdvisedException("the ledger was salvaged in use and has new numbers"));
      }
      CloudLink watched = link;
      if (watched != null && watched.stats().restartAdvised()) {
        fail(new RestartAdvisedException("the uplink's abandoned connections use up too much"));
      }
    }
    return Optional.ofNullable(fatal.get());
  }

  /** Stops every part, in the reverse order of starting. Idempotent. */
  @Override
  public synchronized void close() {
    closing.closeAll();
  }
}
