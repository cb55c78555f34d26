package io.wugan.core.lot;

import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.LedgerException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands waiting passages to the keeper, the oldest first, one handover at a time, and behind them
 * their pictures, one passage at a time. A passage waits until its pictures are there too; one that
 * is captured meanwhile goes first. After a restart what waits is handed over again, which changes
 * nothing at a keeper that has it. Confined to one thread.
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
  private final Optional<PictureLink> pictures;
  private final RandomGenerator random;
  private int failures;
  private int handed; // the very oldest, of which the keeper lacks the pictures
  private int pictureFailures;
  private long picturesNanos = System.nanoTime();

  /**
   * @param edgeId this board
   * @param waiting what is to be handed over
   * @param link the way to the keeper
   * @param pictures the way of pictures to the keeper; empty where it wants none
   * @param random spreads the boards' next tries
   */
  public PassageForwarder(
      String edgeId,
      WaitingPassages waiting,
      KeeperLink link,
      Optional<PictureLink> pictures,
      RandomGenerator random) {
    this.edgeId = edgeId;
    this.waiting = waiting;
    this.link = link;
    this.pictures = pictures;
    this.random = random;
  }

  /** Hands over passages alone. */
  public PassageForwarder(
      String edgeId, WaitingPassages waiting, KeeperLink link, RandomGenerator random) {
    this(edgeId, waiting, link, Optional.empty(), random);
  }

  /**
   * Tries one handover, or, where none waits, gives the pictures of one passage.
   *
   * @return how long to wait before the next; zero if more may wait
   */
  public Duration step() {
    try {
      List<Passage> oldest = waiting.listOldest(handed, Handover.LIMIT);
      return oldest.isEmpty() ? givePictures() : hand(oldest);
    } catch (HandoverException away) {
      return backOff(String.valueOf(away.getMessage()));
    } catch (LedgerException unwritten) { // of this board: the receipt counts when it is written
      return backOff("this board's own ledger: " + unwritten.getMessage());
    }
  }

  private Duration hand(List<Passage> oldest) throws HandoverException {
    List<UUID> captured = link.hand(new Handover(edgeId, oldest)).captured();
    List<UUID> whole =
        oldest.stream()
            .filter(passage -> pictures.isEmpty() || passage.images().isEmpty())
            .map(Passage::id)
            .filter(captured::contains)
            .toList();
    waiting.settle(whole);
    handed += captured.size() - whole.size();
    if (captured.isEmpty()) {
      return backOff("the keeper could not capture them");
    }
    if (failures > 0) {
      log.info("board {}: the keeper takes passages again", edgeId);
    }
    failures = 0;
    return Duration.ZERO;
  }

  private Duration givePictures() {
    if (pictures.isEmpty() || handed == 0 || System.nanoTime() - picturesNanos < 0) {
      return IDLE;
    }
    List<Passage> oldest = waiting.listOldest(0, 1);
    if (oldest.isEmpty()) { // it was set apart: what waits is handed over once more
      handed = 0;
      return IDLE;
    }
    try {
      if (pictureFailures > 0) { // a keeper that lost its ledger does not know the passage
        link.hand(new Handover(edgeId, oldest));
      }
      pictures.get().give(oldest.get(0));
    } catch (HandoverException away) {
      return picturesLater(String.valueOf(away.getMessage()));
    }
    waiting.settle(List.of(oldest.get(0).id()));
    handed--;
    pictureFailures = 0;
    return Duration.ZERO;
  }

  // Passages that come meanwhile do not wait for this.
  private Duration picturesLater(String problem) {
    pictureFailures++;
    picturesNanos = System.nanoTime() + pause(pictureFailures).toNanos();
    if (pictureFailures == 1 || pictureFailures % TOLD_EVERY == 0) {
      log.warn("board {}: pictures wait for the keeper: {}", edgeId, problem);
    }
    return IDLE;
  }

  // Half of a doubling wait is random, so that boards that lost the keeper together return apart.
  private Duration pause(int tries) {
    long doubled = IDLE.toMillis() << Math.min(tries, DOUBLINGS + 1);
    long most = Math.min(doubled, LONGEST_WAIT.toMillis());
    return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
  }

  private Duration backOff(String problem) {
    failures++;
    if (failures == 1 || failures % TOLD_EVERY == 0) {
      log.warn("board {}: passages wait for the keeper: {}", edgeId, problem);
    }
    return pause(failures);
  }
}
