package io.wugan.agent.runtime;

import io.wugan.agent.command.CommandGate;
import io.wugan.agent.command.CommandHandler;
import io.wugan.agent.command.CommandOutcome;
import io.wugan.agent.command.CommandService;
import io.wugan.agent.command.DeskCommands;
import io.wugan.agent.command.ResendCommand;
import io.wugan.agent.command.RestartCommand;
import io.wugan.agent.command.SnapshotCommand;
import io.wugan.agent.command.UploadCommand;
import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.AgentConfig.CommandsConfig;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.agent.desk.ListService;
import io.wugan.agent.desk.ResendService;
import io.wugan.agent.lane.LaneMeter;
import io.wugan.agent.lane.LaneRunner;
import io.wugan.agent.remote.ConfigChangedException;
import io.wugan.agent.remote.ConfigDesk;
import io.wugan.agent.remote.ConfigStore;
import io.wugan.agent.remote.Probation;
import io.wugan.agent.telemetry.HeartbeatSource;
import io.wugan.agent.telemetry.Telemetry;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceStore;
import io.wugan.core.time.LotClock;
import io.wugan.sync.contract.CommandKeys;
import io.wugan.sync.ledger.SqliteLedger;
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
   * @param evidence where snapshots are kept
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
      EvidenceStore evidence,
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
    Optional<CommandService> commands = commands();
    CloudListener listener =
        commands.<CloudListener>map(Function.identity()).orElse(CloudListener.NONE);
    Uplink started =
        UplinkWiring.start(
            config.site(), config.edge(), config.mqtt(), board.ledger(), board.clock(), listener);
    uplink = started;
    closing.push(started::close);
    startTelemetry(commands);
    if (commands.isPresent()) {
      closing.push(commands.get()::close);
      commands.get().start();
    }
    startProbation();
  }

  private void startProbation() {
    ConfigDesk told = configDesk;
    if (board.configs().isPresent() && told != null) {
      Probation probation =
          new Probation(
              board.configs().get(),
              told,
              () -> stats().connected(),
              this::seeingLanes,
              board.lanes().stream().map(LaneRunner::id).toList(),
              this::startAnew);
      closing.push(probation::close);
      probation.start(config.commands().probation());
    }
  }

  private List<String> seeingLanes() {
    return board.lanes().stream().filter(lane -> lane.meter().sees()).map(LaneRunner::id).toList();
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
            this::seeingLanes,
            this::startAnew,
            message -> tell(message, () -> {}));
    configDesk = desk;
    return List.of(desk);
  }

  private Optional<CommandService> commands() throws IOException {
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
            handlers(),
            configDesks(),
            board.clock(),
            this::tell));
  }

  private Map<String, CommandHandler> handlers() {
    Map<String, CommandHandler> handlers =
        new HashMap<>(DeskCommands.evidence(board.folder().desk()));
    handlers.put("correct", DeskCommands.correct(board.corrections()));
    handlers.put("list", DeskCommands.list(board.lists()));
    handlers.put("resend", new ResendCommand(resends));
    handlers.put("snapshot", new SnapshotCommand(cameras(), board.evidence()));
    handlers.put("upload", new UploadCommand(board.folder().evidence()));
    handlers.put("restart", new RestartCommand(this::restart));
    handlers.put("heartbeat", command -> heartbeat());
    return handlers;
  }

  private Map<String, Supplier<CompletableFuture<EvidenceImage>>> cameras() {
    return board.lanes().stream().collect(Collectors.toMap(LaneRunner::id, lane -> lane::snapshot));
  }

  private void restart() {
    board.restart().accept(new RestartAdvisedException("the cloud asked for a restart"));
  }

  private CommandOutcome heartbeat() throws InterruptedException {
    Telemetry known = telemetry;
    return known != null && known.sayNow()
        ? CommandOutcome.done("said")
        : CommandOutcome.failed("no heartbeat could be said");
  }

  private void startTelemetry(Optional<CommandService> commands) {
    Map<String, LaneMeter> meters =
        board.lanes().stream().collect(Collectors.toMap(LaneRunner::id, LaneRunner::meter));
    HeartbeatSource heartbeats =
        new HeartbeatSource(
            new HeartbeatSource.Board(
                UplinkWiring.version(),
                config.source(),
                board.folder().ledger(),
                config.evidence().quotaBytes()),
            board.ledger(),
            this::stats,
            () -> commands.map(CommandService::refused).orElse(0L),
            meters,
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

  /** The uplink at a glance. */
  UplinkStats stats() {
    Uplink open = uplink;
    if (open == null) {
      throw new IllegalStateException("the link was not started");
    }
    return open.stats();
  }
}
