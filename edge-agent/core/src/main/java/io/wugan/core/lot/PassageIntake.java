package io.wugan.core.lot;

import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.ledger.LedgerBook;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.session.Decision;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.LotClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keeper's side: captures what other boards hand over, each passage once by its id, however
 * often it comes, with its times by the keeper's clock. Whether it is known is asked inside the
 * transaction that writes it. Thread-safe.
 */
public final class PassageIntake {

  private static final Logger log = LoggerFactory.getLogger(PassageIntake.class);

  private final Ledger ledger;
  private final SessionKeeper keeper;
  private final ChangeWriter writer;
  private final LotClock clock;
  private final Set<String> boards;
  private final Duration limit;

  /**
   * @param ledger the keeper's own
   * @param keeper decides, as it does for the keeper's own lanes
   * @param writer writes decisions out
   * @param clock for changes that have no passage of their own
   * @param boards edge ids that this board keeps passages for
   * @param limit how long one passage may wait for its commit
   */
  public PassageIntake(
      Ledger ledger,
      SessionKeeper keeper,
      ChangeWriter writer,
      LotClock clock,
      Set<String> boards,
      Duration limit) {
    this.ledger = ledger;
    this.keeper = keeper;
    this.writer = writer;
    this.clock = clock;
    this.boards = Set.copyOf(boards);
    this.limit = limit;
  }

  /**
   * Captures a handover in its order; blocks for at most the limit for each passage. Stops at the
   * first that cannot be captured, so that nothing later of that board overtakes it.
   *
   * @throws HandoverException if this board keeps nothing for the sender
   */
  public Receipt take(Handover handover) throws HandoverException {
    if (!boards.contains(handover.edgeId())) {
      throw new HandoverException(
          "board %s is not among those that this board keeps passages for: %s"
              .formatted(handover.edgeId(), boards));
    }
    List<UUID> captured = new ArrayList<>();
    Map<UUID, Duration> stays = new HashMap<>();
    for (Passage told : handover.passages()) {
      Passage passage = handover.byKeeper(told, clock.now());
      Optional<Commit> commit = capture(handover.edgeId(), passage);
      if (commit.isEmpty()) {
        break;
      }
      captured.add(passage.id());
      ended(commit.get()).flatMap(Session::stay).ifPresent(stay -> stays.put(passage.id(), stay));
    }
    return new Receipt(captured, stays);
  }

  private static Optional<Session> ended(Commit commit) {
    if (commit.change().decision() instanceof Decision.ExitClosed exit) {
      return Optional.of(exit.closed());
    }
    return commit.change().decision() instanceof Decision.ExitRepaired exit
        ? Optional.of(exit.repaired())
        : Optional.empty();
  }

  private Optional<Commit> capture(String edgeId, Passage passage) {
    try {
      return Optional.of(LedgerWait.on(ledger.submit(book -> decide(passage, book)), limit));
    } catch (LedgerException failed) {
      log.warn("passage {} of board {} not captured: {}", passage.id(), edgeId, failed.toString());
      return Optional.empty();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private LedgerChange decide(Passage passage, LedgerBook book) {
    if (book.findPassage(passage.id()).isPresent()) {
      return writer.write(Optional.empty(), new Decision.Nothing(), book, clock.now());
    }
    return writer.write(Optional.of(passage), keeper.decide(passage, book), book, clock.now());
  }
}
