package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Deletes rows that are over: stays with their passages and review items, passages of no stay, what
 * is known of pictures that went, lines of the audit, plates whose period is over.
 *
 * <p>Only while a time server has set the clock, and nothing newer than the oldest record that the
 * cloud has not acknowledged. A sweep looks through at most {@value #MOST_LOOKS} times {@value
 * RetentionSql#LOOK} rows of a kind, goes on there the next time, and deletes at most {@value
 * #MOST_DELETED} of them, {@value #STEP} in a transaction: what is due all at once, after an update
 * say, goes over some days. Confined to one thread.
 */
public final class RetentionSweeper {

  static final int MOST_LOOKS = 20;
  static final int MOST_DELETED = 2000;
  static final int STEP = 50;

  /** Where the cloud is further behind than this, deleting waits. */
  static final int MOST_UNSETTLED = 20_000;

  /** Records and rows are not of the same moment; nothing comes as close as this. */
  private static final Duration MARGIN = Duration.ofDays(1);

  /** Deleting from the list of plates writes the whole list to the journal. */
  private static final Duration BETWEEN_LISTS = Duration.ofDays(1);

  private final RowRetention rows;
  private final RetentionPolicy policy;
  private final LotClock clock;
  private final Map<RowRetention.Kind, String> places = new EnumMap<>(RowRetention.Kind.class);
  private long nextListNanos = System.nanoTime();

  /**
   * What a sweep deleted.
   *
   * @param stays with their passages
   * @param passages of no stay
   * @param corrections lines of the audit
   * @param listed plates of the list
   * @param dated whether the clock was known; nothing is deleted where it is not
   * @param finished whether nothing that was looked at is left for the next sweep
   */
  public record Report(
      int stays, int passages, int corrections, int listed, boolean dated, boolean finished) {

    /** Whether anything was deleted. */
    public boolean isAny() {
      return stays + passages + corrections + listed > 0;
    }
  }

  /**
   * @param rows of the ledger
   * @param policy how long what is kept
   * @param clock nothing goes unless it is known
   */
  public RetentionSweeper(RowRetention rows, RetentionPolicy policy, LotClock clock) {
    this.rows = rows;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * One sweep.
   *
   * @param between asked between two steps whether to go on
   * @throws LedgerException if the ledger cannot be read or does not write; the next sweep goes on
   */
  public Report sweep(BooleanSupplier between) throws InterruptedException {
    LotTime now = clock.now();
    if (!now.isDisciplined()) {
      return new Report(0, 0, 0, 0, false, true);
    }
    Budget budget = new Budget(between);
    List<String> unsettled = rows.unsettled();
    if (unsettled.size() > MOST_UNSETTLED) {
      return new Report(0, 0, 0, 0, true, true);
    }
    Instant before = before(now.utc());
    int stays = sweep(RowRetention.Kind.STAY, before, unsettled, budget);
    int passages = sweep(RowRetention.Kind.PASSAGE, before, unsettled, budget);
    sweep(RowRetention.Kind.PICTURE, before, unsettled, budget);
    int corrections = corrections(now.utc().minus(policy.corrections()), budget);
    int listed = listed(now.utc().minus(policy.listed()), budget);
    return new Report(stays, passages, corrections, listed, true, budget.isEnough());
  }

  private Instant before(Instant now) {
    Instant byDate = now.minus(policy.stays());
    return rows.oldestPending()
        .map(oldest -> oldest.minus(MARGIN))
        .filter(oldest -> oldest.isBefore(byDate))
        .orElse(byDate);
  }

  private int sweep(RowRetention.Kind kind, Instant before, List<String> unsettled, Budget budget)
      throws InterruptedException {
    int deleted = 0;
    for (int looks = 0; looks < MOST_LOOKS && budget.goesOn(); looks++) {
      String after = places.getOrDefault(kind, kind.first());
      RowRetention.Look look = rows.look(kind, after, before, unsettled);
      for (int from = 0; from < look.due().size(); from += STEP) {
        if (!budget.goesOn()) {
          return deleted; // the same rows are looked at again
        }
        List<String> some = look.due().subList(from, Math.min(look.due().size(), from + STEP));
        deleted += LedgerWait.on(rows.delete(kind, some, unsettled));
        budget.spend(some.size());
      }
      places.put(kind, look.next().orElse(kind.first()));
      if (look.next().isEmpty()) {
        return deleted;
      }
    }
    return deleted;
  }

  private int corrections(Instant before, Budget budget) throws InterruptedException {
    if (!budget.goesOn() || rows.correctionsDue(before) == 0) {
      return 0;
    }
    return LedgerWait.on(rows.deleteCorrections(before));
  }

  private int listed(Instant before, Budget budget) throws InterruptedException {
    if (System.nanoTime() - nextListNanos < 0 || !budget.goesOn() || rows.listedDue(before) == 0) {
      return 0;
    }
    nextListNanos = System.nanoTime() + BETWEEN_LISTS.toNanos();
    return LedgerWait.on(rows.deleteListed(before));
  }

  /** What a sweep may still do. */
  private static final class Budget {
    private final BooleanSupplier between;
    private int left = MOST_DELETED;
    private boolean enough = true;

    Budget(BooleanSupplier between) {
      this.between = between;
    }

    boolean goesOn() {
      enough &= left > 0 && between.getAsBoolean();
      return enough;
    }

    void spend(int rows) {
      left -= rows;
    }

    /** Whether nobody was told to stop. */
    boolean isEnough() {
      return enough;
    }
  }
}
