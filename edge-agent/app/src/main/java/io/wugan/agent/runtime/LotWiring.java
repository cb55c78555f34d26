package io.wugan.agent.runtime;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.LotConfig;
import io.wugan.core.health.HealthSink;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.lot.LeaveToKeeper;
import io.wugan.core.lot.LotHello;
import io.wugan.core.lot.PassageIntake;
import io.wugan.core.session.PassageDecider;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.evidence.PictureIntake;
import io.wugan.sync.ledger.SqliteLedger;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiConsumer;
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
   * @param pictures of this board
   * @param keeper decides about stays where this board keeps the lot
   * @param stays told how long the stays lasted that this board's passages have ended elsewhere
   * @param ids of what is written
   * @param clock of this board
   */
  record Board(
      SqliteLedger ledger,
      DataFolder folder,
      FileEvidenceStore pictures,
      SessionKeeper keeper,
      BiConsumer<Passage, Duration> stays,
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
   * Starts this board's end of the link; what cannot begin is tried again.
   *
   * @param health told who is away
   * @param closing what is to be stopped
   */
  static void start(AgentConfig config, Board board, HealthSink health, CloseStack closing) {
    if (!isGate(config)) {
      warnOfWaiting(board);
    }
    if (config.lot().isEmpty()) {
      return;
    }
    LotLink link =
        new LotLink(
            config.lot().get(),
            new LotHello(config.site(), config.edge()),
            new LotBoard(
                board.folder().lotSessions(),
                board.folder().lotClocks(),
                intake(config.lot().get(), board),
                pictures(board),
                board.folder().evidence(),
                board.ledger().waitingPassages(),
                board.stays(),
                health,
                board.clock()));
    closing.push(link::close);
    link.start();
  }

  private static PictureIntake pictures(Board board) {
    return new PictureIntake(
        board.pictures(), board.ledger().evidence(), board.ledger().uploads(), board.clock());
  }

  private static PassageIntake intake(LotConfig lot, Board board) {
    Set<String> boards = lot instanceof LotConfig.Keeper keeper ? keeper.boards() : Set.of();
    return new PassageIntake(
        board.ledger(),
        board.keeper(),
        new ChangeWriter(board.ids()::next),
        board.clock(),
        boards,
        COMMIT_LIMIT);
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
