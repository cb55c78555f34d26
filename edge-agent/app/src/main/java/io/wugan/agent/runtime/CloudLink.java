package io.wugan.agent.runtime;

import io.wugan.agent.command.CommandGate;
import io.wugan.agent.command.CommandHandler;
import io.wugan.agent.command.CommandOutcome;
import io.wugan.agent.command.CommandService;
import io.wugan.agent.command.DeskCommands;
import io.wugan.agent.command.ListCommand;
import io.wugan.agent.command.ResendCommand;
import io.wugan.agent.command.RestartCommand;
import io.wugan.agent.command.ReviewCommand;
import io.wugan.agent.command.SnapshotCommand;
import io.wugan.agent.command.UploadCommand;
import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.AgentConfig.CommandsConfig;
import io.wugan.agent.config.LotConfig;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.agent.desk.ListService;
import io.wugan.agent.desk.ResendService;
import io.wugan.agent.lane.LaneMeter;
import io.wugan.agent.lane.LaneRunner;
import io.wugan.agent.metrics.BoardHealth;
import io.wugan.agent.metrics.BoardMetrics;
import io.wugan.agent.metrics.MetricsBoard;
import io.wugan.agent.metrics.MetricsServer;
import io.wugan.agent.release.UpdateCommand;
import io.wugan.agent.remote.ConfigChangedException;
import io.wugan.agent.remote.ConfigDesk;
import io.wugan.agent.remote.ConfigStore;
import io.wugan.agent.remote.Probation;
import io.wugan.agent.telemetry.BoardFigures;
import io.wugan.agent.telemetry.HeartbeatSource;
import io.wugan.agent.telemetry.Telemetry;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.health.HealthBook;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.time.LotClock;
import io.wugan.sync.contract.CommandKeys;
import io.wugan.sync.evidence.EvidenceUploads;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.evidence.UploadBoard;
import io.wugan.sync.evidence.UploadSettings.Which;
import io.wugan.sync.evidence.UploadTimings;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.ledger.StoredRecord;
import io.wugan.sync.uplink.CloudListener;
import io.wugan.sync.uplink.DigestBuilder;
import io.wugan.sync.uplink.Publication;
import io.wugan.sync.uplink.Uplink;
import io.wugan.sync.uplink.UplinkStats;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything between a board and its cloud: records up, acknowledgements and commands down, and
 * what the board says about itself.
 */
final class CloudLink {

  private static final Logger log = LoggerFactory.getLogger(CloudLink.class);

  /**
   * What a link needs of the board.
   *
   * @param folder of its data
   * @param ledger closed after the link
   * @param evidence where pictures are kept
   * @param health how everything stands
   * @param corrections puts stays right
   * @param lists takes lists of plates
   * @param lanes its lanes
   * @param clock its clock
   * @param configs configurations from the cloud; empty where there are none
   * @param restart begins to end the agent, for good or to start it with another configuration
   */
  record Board(
      DataFolder folder,
      SqliteLedger ledger,
      FileEvidenceStore evidence,
      HealthBook health,
      CorrectionService corrections,
      ListService lists,
      List<LaneRunner> lanes,
      LotClock clock,
      Optional<ConfigStore> configs,
      Consumer<RuntimeException> restart) {}

  private final AgentConfig config;
  private final Board board;
  private final CloseStack closing;
  private volatile @Nullable Uplink uplink;
  private volatile @Nullable Telemetry telemetry;
  private volatile @Nullable ConfigDesk configDesk;
  private final ResendService resends;

  private CloudLink(AgentConfig config, Board board, CloseStack closing) {
    this.config = config;
    this.board = board;
    this.closing = closing;
    this.resends = new ResendService(board.ledger().outbox(), this::reopened);
  }

  /**
   * Starts the link.
   *
   * @param closing gets what is to be stopped
   * @throws IOException if a file of secrets or keys cannot be used
   */
  static CloudLink start(AgentConfig config, Board board, CloseStack closing) throws IOException {
    CloudLink link = new CloudLink(config, board, closing);
    link.start();
    return link;
  }

  private void start() throws IOException {
    UpdateKeeper updates = UpdateKeeper.of(config, updateParts());
    Optional<CommandService> commands = commands(updates);
    CloudListener listener =
        commands.<CloudListener>map(Function.identity()).orElse(CloudListener.NONE);
    Uplink started =
        UplinkWiring.start(
            config.site(), config.edge(), config.mqtt(), board.ledger(), board.clock(), listener);
    uplink = started;
    closing.push(started::close);
    startTelemetry(commands);
    startUploads();
    if (commands.isPresent()) {
      closing.push(commands.get()::close);
      commands.get().start();
    }
    startProbation();
    closing.push(updates::close);
    updates.start();
    startMetrics();
  }

  private void startMetrics() throws IOException {
    if (config.metrics().isPresent()) {
      BoardFigures figures =
          new BoardFigures(board.ledger(), board.folder().ledger(), config.evidence().quotaBytes());
      BoardMetrics metrics =
          new BoardMetrics(
              new MetricsBoard(
                  UplinkWiring.version(),
                  board.ledger(),
                  figures::lot,
                  figures::machine,
                  this::stats,
                  meters(),
                  board.health(),
                  board.clock()));
      closing.push(metrics::close);
      MetricsServer server =
          MetricsServer.start(
              config.metrics().get(),
              metrics::scrape,
              () -> new BoardHealth(board.health().faults()));
      closing.push(server::close);
    }
  }

  private Map<String, LaneMeter> meters() {
    return board.lanes().stream().collect(Collectors.toMap(LaneRunner::id, LaneRunner::meter));
  }

  private UpdateKeeper.Parts updateParts() {
    return new UpdateKeeper.Parts(
        board.lanes(),
        board.health(),
        () -> stats().connected(),
        message -> tell(message, () -> {}),
        () -> restart("another release is to run"));
  }

  private void startUploads() throws IOException {
    UploadBoard parts =
        new UploadBoard(
            board.ledger().uploads(),
            board.ledger().outbox(),
            board.evidence(),
            this::tell,
            board.health().events(),
            board.clock());
    if (config.upload().which() == Which.NONE) {
      standDown(parts);
      return;
    }
    EvidenceUploads uploads =
        new EvidenceUploads(parts, config.upload(), timings(), TimeFloor.of(board.ledger()));
    UploadKeeper keeper = new UploadKeeper(uploads);
    closing.push(keeper::close);
    keeper.start();
  }

  // Gates give their pictures to the keeper behind their passages.
  private UploadTimings timings() {
    boolean keeper = config.lot().filter(lot -> lot instanceof LotConfig.Keeper).isPresent();
    return keeper ? UploadTimings.OF_A_KEEPER : UploadTimings.DEFAULT;
  }

  private static void standDown(UploadBoard parts) {
    try {
      EvidenceUploads.standDown(parts);
    } catch (LedgerException failed) {
      log.warn("pictures still count as waiting for their upload: {}", failed.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void startProbation() {
    ConfigDesk told = configDesk;
    if (board.configs().isPresent() && told != null) {
      Probation probation =
          new Probation(
              board.configs().get(),
              told,
              () -> stats().connected(),
              () -> UpdateKeeper.seeing(board.lanes()),
              board.lanes().stream().map(LaneRunner::id).toList(),
              this::startAnew);
      closing.push(probation::close);
      probation.start(config.commands().probation());
    }
  }

  private void startAnew() {
    board.restart().accept(new ConfigChangedException("another configuration is in force"));
  }

  private List<ConfigDesk> configDesks() {
    if (board.configs().isEmpty()) {
      return List.of();
    }
    ConfigDesk desk =
        new ConfigDesk(
            config.site() + "/" + config.edge(),
            board.configs().get(),
            () -> UpdateKeeper.seeing(board.lanes()),
            this::startAnew,
            message -> tell(message, () -> {}));
    configDesk = desk;
    return List.of(desk);
  }

  private Optional<CommandService> commands(UpdateKeeper updates) throws IOException {
    CommandsConfig wanted = config.commands();
    if (wanted.trustedKeys().isEmpty() && !wanted.unsigned()) {
      log.info("no commands from the cloud: commands.trustedKeys is not set");
      return Optional.empty();
    }
    CommandGate gate =
        wanted.trustedKeys().isPresent()
            ? CommandGate.signedBy(CommandKeys.load(wanted.trustedKeys().get()))
            : CommandGate.open();
    return Optional.of(
        new CommandService(
            config.site() + "/" + config.edge(),
            gate,
            board.ledger().commands(),
            handlers(updates),
            configDesks(),
            board.clock(),
            this::tell));
  }

  private Map<String, CommandHandler> handlers(UpdateKeeper updates) {
    Map<String, CommandHandler> handlers =
        new HashMap<>(DeskCommands.evidence(board.folder().desk()));
    handlers.put("correct", DeskCommands.correct(board.corrections()));
    handlers.put(
        "review", new ReviewCommand(board.corrections(), this::findReview, this::listSettling));
    handlers.put("list", new ListCommand(board.lists(), board.ledger().listParts(), board.clock()));
    handlers.put("resend", new ResendCommand(resends));
    handlers.put("snapshot", new SnapshotCommand(cameras(), board.evidence()));
    handlers.put("upload", new UploadCommand(board.folder().evidence()));
    handlers.put("restart", new RestartCommand(() -> restart("the cloud asked for a restart")));
    handlers.put(
        "update", new UpdateCommand(updates.desk(), config.updates().trustedKeys().isPresent()));
    handlers.put("heartbeat", command -> heartbeat());
    return handlers;
  }

  private Optional<ReviewItem> findReview(UUID id) {
    try (LedgerView view = LedgerView.open(board.folder().ledger())) {
      return view.findReview(id);
    }
  }

  private List<StoredRecord> listSettling(UUID correction) {
    try (LedgerView view = LedgerView.open(board.folder().ledger())) {
      return view.listSettling(correction);
    }
  }

  private Map<String, Supplier<CompletableFuture<EvidenceImage>>> cameras() {
    return board.lanes().stream().collect(Collectors.toMap(LaneRunner::id, lane -> lane::snapshot));
  }

  private void restart(String why) {
    board.restart().accept(new RestartAdvisedException(why));
  }

  private CommandOutcome heartbeat() throws InterruptedException {
    Telemetry known = telemetry;
    return known != null && known.sayNow()
        ? CommandOutcome.done("said")
        : CommandOutcome.failed("no heartbeat could be said");
  }

  private void startTelemetry(Optional<CommandService> commands) {
    HeartbeatSource heartbeats =
        new HeartbeatSource(
            new HeartbeatSource.Board(
                UplinkWiring.version(),
                config.source(),
                board.folder().ledger(),
                config.evidence().quotaBytes(),
                config.mqtt().tls()),
            board.ledger(),
            this::stats,
            () -> commands.map(CommandService::refused).orElse(0L),
            meters(),
            board.health(),
            board.clock());
    Telemetry started =
        new Telemetry(
            heartbeats,
            new DigestBuilder(board.ledger().outbox()),
            board.clock(),
            message -> tell(message, () -> {}));
    telemetry = started;
    closing.push(started::close);
    started.start();
  }

  private boolean tell(Publication message, Runnable taken) {
    Uplink open = uplink;
    return open != null && open.tell(message, taken);
  }

  /** Says something beside the records; false if nobody hears it. Does not block. */
  boolean say(Publication message) {
    return tell(message, () -> {});
  }

  private void reopened(long from) {
    Uplink open = uplink;
    if (open != null) {
      open.reopened(from);
    }
  }

  /** Has records sent once more. */
  ResendService resends() {
    return resends;
  }

  /** Grows as long as the uplink gets on. */
  long turns() {
    Uplink open = uplink;
    return open == null ? System.nanoTime() : open.turns();
  }

  /** The uplink at a glance. */
  UplinkStats stats() {
    Uplink open = uplink;
    if (open == null) {
      throw new IllegalStateException("the link was not started");
    }
    return open.stats();
  }
}
