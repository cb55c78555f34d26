package io.wugan.sync.uplink;

import io.wugan.sync.ledger.OutboxRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds a record at which a broker hangs up. MQTT 3.1.1 gives no reason: all that can be seen is
 * that connections end while it is under way. So a record that was under way at two losses in a row
 * goes apart from the others, one message at a time and fewer and fewer together. One that ends a
 * connection alone, while others are taken, and had ended four before just after it was sent, is
 * the one. A line that breaks by chance, or that nobody answers on, breaks at any time, and so says
 * nothing about what is under way.
 *
 * <p>Without others that are taken there is no verdict: a broker that hangs up at every record, or
 * a line that breaks all the time, says nothing about any of them. Confined to the uplink's thread.
 */
final class Suspects {

  /** Losses that a record was in since it was last taken. */
  private static final class Losses {
    private int all;
    private int atOnce;
  }

  private static final int CAREFUL = 2;
  private static final int[] TOGETHER = {50, 50, 12, 3};
  private static final int ALONE = TOGETHER.length;
  private static final int VERDICT = 5;

  private final TreeMap<Long, Losses> losses = new TreeMap<>();

  private boolean othersTaken;

  /** The broker answers that it does not take these; the one to blame, if that can be said. */
  List<Long> refused(Collection<Long> seqs) {
    return lost(seqs, seqs);
  }

  /**
   * A connection ended.
   *
   * @param underWay records that the broker had not taken
   * @param atOnce those of them that had just been sent
   * @return the one that is to blame; empty if that cannot be said
   */
  List<Long> lost(Collection<Long> underWay, Collection<Long> atOnce) {
    boolean alone = underWay.size() == 1;
    List<Long> guilty = new ArrayList<>();
    for (long seq : underWay) {
      Losses lost = losses.computeIfAbsent(seq, unused -> new Losses());
      lost.all++;
      if (atOnce.contains(seq)) {
        lost.atOnce++;
        if (alone && lost.atOnce >= VERDICT && othersTaken) {
          guilty.add(seq);
        }
      }
    }
    if (alone) {
      othersTaken = false;
    }
    guilty.forEach(losses::remove);
    return guilty;
  }

  /** The broker took these. */
  void taken(Collection<Long> seqs) {
    for (long seq : seqs) {
      if (losses.remove(seq) == null) {
        othersTaken = true;
      }
    }
  }

  /** Whether it must go apart from the others. */
  boolean contains(long seq) {
    return levelOf(losses.get(seq)) >= CAREFUL;
  }

  private static int levelOf(@Nullable Losses lost) {
    return lost == null ? 0 : Math.min(lost.all, ALONE);
  }

  /** Numbers that go apart, those that were least often under way first. */
  List<Long> nextTogether() {
    List<Long> next = new ArrayList<>();
    int level =
        losses.values().stream()
            .mapToInt(Suspects::levelOf)
            .filter(n -> n >= CAREFUL)
            .min()
            .orElse(0);
    if (level == 0) {
      return next;
    }
    int most = level >= ALONE ? 1 : TOGETHER[level];
    for (Map.Entry<Long, Losses> suspect : losses.entrySet()) {
      if (levelOf(suspect.getValue()) == level && next.size() < most) {
        next.add(suspect.getKey());
      }
    }
    return next;
  }

  /** Those rows that need not go apart. */
  List<OutboxRow> without(List<OutboxRow> rows) {
    return losses.isEmpty() ? rows : rows.stream().filter(row -> !contains(row.seq())).toList();
  }

  /** Not of interest any more: settled elsewhere. */
  void forget(Collection<Long> seqs) {
    seqs.forEach(losses::remove);
  }
}
