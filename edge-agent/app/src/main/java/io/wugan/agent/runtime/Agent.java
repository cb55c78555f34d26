package io.wugan.agent.runtime;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.desk.CorrectionInbox;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.agent.desk.Desk;
import io.wugan.agent.desk.EvidenceDesk;
import io.wugan.agent.desk.ListService;
import io.wugan.agent.desk.StateDesk;
import io.wugan.agent.lane.LaneRunner;
import io.wugan.agent.lane.PassageRecorder;
import io.wugan.agent.remote.ConfigChangedException;
import io.wugan.agent.remote.ConfigStore;
import io.wugan.core.health.HealthBook;
import io.wugan.core.health.HealthSink;
import io.wugan.core.lane.Passage;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.devices.gpio.Gpio;
import io.wugan.devices.system.ServiceManager;
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
import java.util.function.BiConsumer;
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

  // A lane's longest wait is of ten seconds, for a picture of a recording with a broken time.
  private static final Duration LANE_MAY_STAND = Duration.ofSeconds(20);
  // A commit on a dying card; what a repair takes is not counted.
  private static final Duration LEDGER_MAY_STAND = Duration.ofSeconds(60);
  // Longer than any of the uplink's own limits.
  private static final Duration UPLINK_MAY_STAND = Duration.ofMinutes(3);

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
   *     {@link ConfigChangedException}
   * @throws IOException if the data folder cannot be used, or the password file cannot be read
   * @throws RuntimeException of the part that cannot start; what was started before is stopped
   *     again
   */
  public static Agent start(AgentConfig config, Optional<ConfigStore> configs) throws IOException {
    return start(config, configs, LocalPage.none());
  }

  /**
   * Starts an agent that takes configurations from the cloud, with a page that outlives it.
   *
   * @param page what the page has of the program
   * @throws IOException if the data folder cannot be used, or the password file cannot be read
   * @throws RuntimeException of the part that cannot start; what was started before is stopped
   *     again
   */
  public static Agent start(AgentConfig config, Optional<ConfigStore> configs, LocalPage page)
      throws IOException {
    Agent agent = new Agent();
    boolean started = false;
    try {
      agent.wire(config, configs, page);
      started = true;
      return agent;
    } finally {
      if (!started) {
        agent.close();
      }
    }
  }

  private void wire(AgentConfig config, Optional<ConfigStore> configs, LocalPage page)
      throws IOException {
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
    PassageRecorder recorder =
        new PassageRecorder(ledger, evidence, LotWiring.decider(config, keeper), ids::next, clock);
    HealthRecorder recorded = new HealthRecorder(ledger, ids::next, folder.alarms());
    recorded.clearUnless(new LookedAfter(config), clock);
    HealthBook health = startHealth(recorded, clock);
    List<LaneRunner> lanes =
        new LaneWiring(
                config, recorder, health, startContacts(config, health, clock), clock, this::fail)
            .lanes();
    CorrectionService corrections = new CorrectionService(ledger, ids::next, clock);
    ListService lists = new ListService(ledger);
    CloudLink.Board board =
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
            this::fail);
    CloudLink started = CloudLink.start(config, board, closing);
    link = started;
    startBays(config, new BayKeeper.Board(folder, clock, health, started::say));
    LotWiring.Board own =
        new LotWiring.Board(ledger, folder, evidence, keeper, staysTo(lanes), ids, clock);
    LotWiring.start(config, own, health, closing);
    startClockKeeper(ledger, ids, clock);
    Sweeper sweeper = new Sweeper(new OverdueStays(ledger, keeper, ids::next, clock));
    closing.push(sweeper::close);
    startDesk(folder, corrections, lists, started);
    startStateDesk(folder, new StateTeller(lanes, health, started::stats, folder.aims()));
    SalvageNews.tell(ledger, recorded, clock);
    startLedgerKeeper(config, folder, ledger, health, clock);
    closing.push(() -> stopLanes(lanes));
    lanes.forEach(LaneRunner::start);
    startPage(config, board, started, ids, page);
    startWatchdog(config, ledger, started, health, lanes);
    logStarted(config);
  }

  private void startPage(
      AgentConfig config,
      CloudLink.Board board,
      CloudLink uplink,
      TimeOrderedIds ids,
      LocalPage page) {
    if (config.page().isPresent()) {
      PageKeeper.Board shown =
          new PageKeeper.Board(
              config,
              board.folder(),
              board.lanes(),
              board.health(),
              board.evidence(),
              board.corrections(),
              uplink::stats,
              ids::next,
              board.clock(),
              this::fail);
      PageKeeper keeper = new PageKeeper(config.page().get(), shown, page);
      closing.push(keeper::close);
      keeper.start();
    }
  }

  private static BiConsumer<Passage, Duration> staysTo(List<LaneRunner> lanes) {
    return (exit, stay) ->
        lanes.stream()
            .filter(lane -> lane.id().equals(exit.laneId()))
            .forEach(lane -> lane.tellStay(exit, stay));
  }

  private void startDesk(
      DataFolder folder, CorrectionService corrections, ListService lists, CloudLink uplink) {
    Desk desk = new Desk(new CorrectionInbox(folder.desk()), corrections, lists, uplink.resends());
    closing.push(desk::close);
    desk.start();
  }

  private void startStateDesk(DataFolder folder, StateTeller teller) {
    OwnedLoop loop =
        new OwnedLoop("state", Duration.ofSeconds(5), new StateDesk(folder.desk(), teller)::turn);
    closing.push(loop::close);
    loop.start();
  }

  private HealthBook startHealth(HealthRecorder recorded, LotClock clock) {
    HealthKeeper keeper = new HealthKeeper(recorded, clock);
    closing.push(keeper::close);
    keeper.start();
    return keeper.book();
  }

  private void startClockKeeper(SqliteLedger ledger, TimeOrderedIds ids, LotClock clock) {
    ClockKeeper keeper = new ClockKeeper(ledger, ids::next, clock);
    closing.push(keeper::close);
    keeper.start();
  }

  private static void logStarted(AgentConfig config) {
    log.info(
        "site {} edge {}: {} lanes, data in {}",
        config.site(),
        config.edge(),
        config.lanes().size(),
        config.data());
  }

  // Stopped first: what stops now may take its time.
  private void startWatchdog(
      AgentConfig config,
      SqliteLedger ledger,
      CloudLink uplink,
      HealthBook health,
      List<LaneRunner> lanes) {
    Watchdog watchdog = new Watchdog(ServiceManager.ofThisProcess(), health);
    watchdog.watch("ledger", ledger::turns, LEDGER_MAY_STAND);
    watchdog.watch("uplink", uplink::turns, UPLINK_MAY_STAND);
    for (LaneRunner lane : lanes) {
      watchdog.watch(
          "lane-" + lane.id(),
          () -> lane.hasEnded() ? System.nanoTime() : lane.turns(),
          LANE_MAY_STAND);
    }
    closing.push(() -> watchdog.close(fatal.get() instanceof ConfigChangedException));
    watchdog.start(
        "site %s edge %s, %d lanes".formatted(config.site(), config.edge(), lanes.size()));
  }

  private void startBays(AgentConfig config, BayKeeper.Board board) {
    if (config.bays().isPresent()) {
      BayKeeper keeper = new BayKeeper(config.bays().get(), board);
      closing.push(keeper::close);
      keeper.start();
    }
  }

  private ContactWiring startContacts(AgentConfig config, HealthBook book, LotClock clock) {
    Gpio gpio = new Gpio(config.gpio(), clock, book);
    boolean used = !config.gpio().inputs().isEmpty() || !config.gpio().outputs().isEmpty();
    if (used) {
      closing.push(gpio::close);
      gpio.start();
    }
    return new ContactWiring(gpio, book, clock);
  }

  private void startLedgerKeeper(
      AgentConfig config,
      DataFolder folder,
      SqliteLedger ledger,
      HealthSink health,
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
