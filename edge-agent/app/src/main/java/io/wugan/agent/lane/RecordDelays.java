package io.wugan.agent.lane;

import io.wugan.agent.timing.Durations;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.Commit;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * How long after a vehicle's crossing its passage stood in the ledger: what the bar of one second
 * is measured by. Told once an hour, or after {@value #MOST} passages. Confined to the lane's
 * thread.
 */
final class RecordDelays {

  static final int MOST = 4096;
  private static final Duration PERIOD = Duration.ofHours(1);

  private final String laneId;
  private final LongConsumer each;
  private Durations delays = new Durations();
  private long firstMillis;

  /**
   * @param each told every delay as it comes, in nanoseconds
   */
  RecordDelays(String laneId, LongConsumer each) {
    this.each = each;
    this.laneId = laneId;
  }

  /**
   * Takes note of what was captured.
   *
   * @param now when it was
   */
  void captured(Commit commit, LotTime now) {
    commit.change().passage().ifPresent(passage -> captured(passage, now));
  }

  private void captured(Passage passage, LotTime now) {
    if (delays.count() == 0) {
      firstMillis = now.monoMillis();
    }
    if (delays.count() < MOST) {
      delays.add(now.since(passage.at()).toNanos());
    }
    each.accept(now.since(passage.at()).toNanos());
  }

  /** The figures when they are due; empty meanwhile. */
  Optional<String> due(LotTime now) {
    boolean hour = now.monoMillis() - firstMillis >= PERIOD.toMillis();
    return hour || delays.count() >= MOST ? end() : Optional.empty();
  }

  /** The figures since they were last told; empty if nothing was captured. */
  Optional<String> end() {
    Durations told = delays;
    if (told.count() == 0) {
      return Optional.empty();
    }
    delays = new Durations();
    return Optional.of(
        String.format(
            Locale.ROOT,
            "lane %s: %d passages, from crossing to record: median %.2f s, 95 %% %.2f s, longest"
                + " %.2f s",
            laneId,
            told.count(),
            told.quantileMillis(0.5) / 1000,
            told.quantileMillis(0.95) / 1000,
            told.quantileMillis(1) / 1000));
  }
}
