package io.wugan.agent.runtime;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.LotConfig;
import io.wugan.agent.lot.CoapKeeperLink;
import io.wugan.agent.lot.HandoverPort;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.lot.LeaveToKeeper;
import io.wugan.core.lot.PassageForwarder;
import io.wugan.core.lot.PassageIntake;
import io.wugan.core.session.PassageDecider;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.devices.coap.lot.LotClient;
import io.wugan.devices.coap.lot.LotServer;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an agent the keeper of its lot, a gate, or neither. */
final class LotWiring {

  private static final Logger log = LoggerFactory.getLogger(LotWiring.class);

  // Less than a gate waits for its receipt, so that it hears of a ledger that is down.
  private static final Duration COMMIT_LIMIT = Duration.ofSeconds(5);

  /**
   * What the link works with.
   *
   * @param ledger of this board
   * @param folder of this board
   * @param keeper decides about stays where this board keeps the lot
   * @param ids of what is written
   * @param clock of this board
   */
  record Board(
      SqliteLedger ledger,
      DataFolder folder,
      SessionKeeper keeper,
      TimeOrderedIds ids,
      LotClock clock) {}

  private LotWiring() {}

  /** Who decides about what this board's lanes see. */
  static PassageDecider decider(AgentConfig config, SessionKeeper keeper) {
    return isGate(config) ? new LeaveToKeeper() : keeper;
  }

  private static boolean isGate(AgentConfig config) {
    return config.lot().filter(lot -> lot instanceof LotConfig.Gate).isPresent();
  }

  /**
   * Starts this board's end of the link.
   *
   * @param closing what is to be stopped
   * @throws IOException if the port is taken, or the keys cannot be read; says what is wanted
   */
  static void start(AgentConfig config, Board board, CloseStack closing) throws IOException {
    @Nullable LotConfig lot = config.lot().orElse(null);
    if (lot instanceof LotConfig.Keeper keeper) {
      startKeeper(keeper, board, closing);
    } else if (lot instanceof LotConfig.Gate gate) {
      startGate(config.edge(), gate, board, closing);
    } else {
      warnOfWaiting(board);
    }
  }

  private static void startKeeper(LotConfig.Keeper keeper, Board board, CloseStack closing)
      throws IOException {
    warnOfWaiting(board);
    PassageIntake intake =
        new PassageIntake(
            board.ledger(),
            board.keeper(),
            new ChangeWriter(board.ids()::next),
            board.clock(),
            keeper.boards(),
            COMMIT_LIMIT);
    LotServer server =
        LotServer.start(
            keeper.listen(),
            keeper.keys(),
            board.folder().lotSessions(),
            Map.of(HandoverPort.PATH, new HandoverPort(intake)));
    closing.push(server::close);
    log.info("keeps the lot for boards {} at {}", keeper.boards(), server.address());
  }

  private static void startGate(String edge, LotConfig.Gate gate, Board board, CloseStack closing)
      throws IOException {
    LotClient client = LotClient.start(gate.host(), gate.port(), gate.keys(), edge);
    closing.push(client::close);
    HandoverRunner runner =
        new HandoverRunner(
            new PassageForwarder(
                edge,
                board.ledger().waitingPassages(),
                new CoapKeeperLink(client, CoapKeeperLink.DEADLINE),
                new SecureRandom()));
    closing.push(runner::close);
    runner.start();
    log.info("leaves stays to the keeper at {}:{}", gate.host(), gate.port());
  }

  // A gate that was made a keeper, or stands alone now: what waits must not be forgotten unseen.
  private static void warnOfWaiting(Board board) {
    long waiting = board.ledger().waitingPassages().count();
    if (waiting > 0) {
      log.warn(
          "{} passages wait for a keeper from when this board was a gate; they are handed over"
              + " once lot.keeper names one again",
          waiting);
    }
  }
}
