package io.wugan.sync.uplink;

import io.wugan.sync.ledger.OutboxRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds a record at which a broker hangs up. MQTT 3.1.1 gives no reason: all that can be seen is
 * that connections end while it is under way. So a record that was under way at two losses in a row
 * goes apart from the others, one message at a time and fewer and fewer together; one that ends a
 * connection alone, while others are taken, is the one.
 *
 * <p>Without others that are taken there is no verdict: a broker that hangs up at every record, or
 * a line that breaks all the time, says nothing about any of them. Confined to the uplink's thread.
 */
final class Suspects {

  private static final int CAREFUL = 2;
  private static final int[] TOGETHER = {50, 50, 12, 3};
  private static final int ALONE = TOGETHER.length;

  /** How often a record was under way when a connection ended, without being taken since. */
  private final TreeMap<Long, Integer> losses = new TreeMap<>();

  private boolean othersTaken;

  /**
   * A connection ended.
   *
   * @param underWay records that the broker had not taken
   * @return the one that is to blame; empty if that cannot be said
   */
  List<Long> lost(Collection<Long> underWay) {
    boolean alone = underWay.size() == 1;
    List<Long> guilty = new ArrayList<>();
    for (long seq : underWay) {
      int before = losses.merge(seq, 1, Integer::sum) - 1;
      if (alone && before >= ALONE && othersTaken) {
        guilty.add(seq);
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
    return losses.getOrDefault(seq, 0) >= CAREFUL;
  }

  /** Numbers that go apart, those that were least often under way first. */
  List<Long> nextTogether() {
    List<Long> next = new ArrayList<>();
    int level = losses.values().stream().filter(n -> n >= CAREFUL).min(Integer::compare).orElse(0);
    if (level == 0) {
      return next;
    }
    int most = level >= ALONE ? 1 : TOGETHER[level];
    for (Map.Entry<Long, Integer> suspect : losses.entrySet()) {
      if (suspect.getValue() == level && next.size() < most) {
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
