package io.wugan.core.lot;

import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.LedgerException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands waiting passages to the keeper, the oldest first, one handover at a time. Keeps nothing in
 * memory: what has no receipt is handed over again, also after a restart. Confined to one thread.
 */
public final class PassageForwarder {

  private static final Logger log = LoggerFactory.getLogger(PassageForwarder.class);

  /** How long to wait when nothing waits. */
  public static final Duration IDLE = Duration.ofMillis(200);

  /** The longest wait after failures. */
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final int DOUBLINGS = 7;
  private static final int TOLD_EVERY = 100; // three quarters of an hour at the longest wait

  private final String edgeId;
  private final WaitingPassages waiting;
  private final KeeperLink link;
  private final RandomGenerator random;
  private int failures;

  /**
   * @param edgeId this board
   * @param waiting what is to be handed over
   * @param link the way to the keeper
   * @param random spreads the boards' next tries
   */
  public PassageForwarder(
      String edgeId, WaitingPassages waiting, KeeperLink link, RandomGenerator random) {
    this.edgeId = edgeId;
    this.waiting = waiting;
    this.link = link;
    this.random = random;
  }

  /**
   * Tries one handover.
   *
   * @return how long to wait before the next; zero if more may wait
   */
  public Duration step() {
    try {
      List<Passage> oldest = waiting.listOldest(Handover.LIMIT);
      if (oldest.isEmpty()) {
        return IDLE;
      }
      Receipt receipt = link.hand(new Handover(edgeId, oldest));
      waiting.settle(receipt.captured());
      if (receipt.captured().isEmpty()) {
        return backOff("the keeper could not capture them");
      }
      if (failures > 0) {
        log.info("board {}: the keeper takes passages again", edgeId);
      }
      failures = 0;
      return Duration.ZERO;
    } catch (HandoverException away) {
      return backOff(String.valueOf(away.getMessage()));
    } catch (LedgerException unwritten) { // of this board: the receipt counts when it is written
      return backOff("this board's own ledger: " + unwritten.getMessage());
    }
  }

  // Half of a doubling wait is random, so that boards that lost the keeper together return apart.
  private Duration backOff(String problem) {
    failures++;
    long doubled = IDLE.toMillis() << Math.min(failures, DOUBLINGS + 1);
    long most = Math.min(doubled, LONGEST_WAIT.toMillis());
    if (failures == 1 || failures % TOLD_EVERY == 0) {
      log.warn("board {}: passages wait for the keeper: {}", edgeId, problem);
    }
    return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
  }
}
