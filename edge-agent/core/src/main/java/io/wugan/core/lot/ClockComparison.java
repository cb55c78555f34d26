package io.wugan.core.lot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;

/**
 * Compares this board's clock with the keeper's, over several exchanges: the one with the shortest
 * way there and back tells most, as in the clock filter of RFC 5905 section 10. Confined to one
 * thread.
 */
public final class ClockComparison {

  /** As many exchanges are looked at; at one each half minute, the last four minutes. */
  static final int REMEMBERED = 8;

  /** A clock whose UTC has moved by more against its monotonic side has stepped. */
  static final Duration STEP = Duration.ofMillis(500);

  private final Deque<ClockTie> ties = new ArrayDeque<>();

  /** Takes an exchange in. What was measured before a restart or a step of the keeper is let go. */
  public void add(ClockExchange exchange) {
    ClockTie tie = exchange.tie();
    if (!ties.isEmpty() && !isOfOneRun(ties.getLast(), tie)) {
      ties.clear();
    }
    ties.addLast(tie);
    if (ties.size() > REMEMBERED) {
      ties.removeFirst();
    }
  }

  private static boolean isOfOneRun(ClockTie earlier, ClockTie later) {
    Duration ran = Duration.between(earlier.keeper().utc(), later.keeper().utc());
    long mono = later.keeper().monoMillis() - earlier.keeper().monoMillis();
    return earlier.covers(later.own())
        && earlier.keeper().bootId().equals(later.keeper().bootId())
        && earlier.keeper().quality() == later.keeper().quality()
        && ran.minusMillis(mono).abs().compareTo(STEP) <= 0;
  }

  /** What is known best; of several that are as good, the latest. Empty before the first. */
  public Optional<ClockTie> best() {
    return ties.stream()
        .min(
            Comparator.comparingInt(ClockTie::errorMillis)
                .thenComparing(tie -> -tie.own().monoMillis()));
  }

  /**
   * By how much this board's UTC is ahead of the keeper's now; negative where it is behind. Empty
   * before the first exchange.
   */
  public Optional<Duration> ahead() {
    return Optional.ofNullable(ties.peekLast()).map(ClockTie::ahead);
  }
}
