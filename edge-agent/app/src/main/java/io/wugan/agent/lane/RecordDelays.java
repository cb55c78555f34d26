package io.wugan.agent.lane;

import io.wugan.core.ledger.Commit;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How long after a vehicle's crossing its passage stood in the ledger: what the bar of one second
 * is measured by. Confined to the lane's thread; the last {@value #KEPT} passages count.
 */
final class RecordDelays {

  static final int KEPT = 4096;
  private static final Duration PERIOD = Duration.ofHours(1);

  private final String laneId;
  private final long[] millis = new long[KEPT];
  private long count;
  private long first;

  RecordDelays(String laneId) {
    this.laneId = laneId;
  }

  /**
   * Takes note of what was captured.
   *
   * @param now when it was
   */
  void captured(Commit commit, LotTime now) {
    commit
        .change()
        .passage()
        .ifPresent(
            passage -> {
              if (count == 0) {
                first = now.monoMillis();
              }
              millis[(int) (count % KEPT)] = now.since(passage.at()).toMillis();
              count++;
            });
  }

  /** The figures, once an hour; empty meanwhile. */
  Optional<String> hourly(LotTime now) {
    boolean due = count > 0 && now.monoMillis() - first >= PERIOD.toMillis();
    return due ? end() : Optional.empty();
  }

  /** The figures since they were last told; empty if nothing was captured. */
  Optional<String> end() {
    if (count == 0) {
      return Optional.empty();
    }
    long[] sorted = Arrays.copyOf(millis, (int) Math.min(count, KEPT));
    Arrays.sort(sorted);
    String words =
        String.format(
            Locale.ROOT,
            "lane %s: %d passages, from crossing to record: median %.2f s, 95 %% %.2f s, longest"
                + " %.2f s",
            laneId,
            count,
            quantile(sorted, 0.5),
            quantile(sorted, 0.95),
            quantile(sorted, 1));
    count = 0;
    return Optional.of(words);
  }

  private static double quantile(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1000.0;
  }
}
