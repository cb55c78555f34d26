package io.wugan.core.lot;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ClockComparisonTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final long KEEPER_MONO = 1_000_000;

  private final ClockComparison comparison = new ClockComparison();

  /**
   * An exchange at {@code mono} of the gate, whose question took {@code there} and whose answer
   * {@code back} milliseconds; the gate's UTC is {@code ahead} of the keeper's.
   */
  private static ClockExchange exchange(long mono, long there, long back, long ahead, String boot) {
    return new ClockExchange(
        own(mono, ahead),
        keeper(mono + there, boot),
        keeper(mono + there, boot),
        own(mono + there + back, ahead));
  }

  private static LotTime own(long mono, long ahead) {
    return new LotTime(
        START.plusMillis(mono + ahead), mono, "gate", ClockQuality.UNKNOWN, OptionalInt.empty());
  }

  private static LotTime keeper(long mono, String boot) {
    return new LotTime(
        START.plusMillis(mono), mono + KEEPER_MONO, boot, ClockQuality.SYNCED, OptionalInt.empty());
  }

  private long offset() {
    ClockTie best = comparison.best().orElseThrow();
    return best.keeper().monoMillis() - best.own().monoMillis();
  }

  @Test
  void nothingIsKnown_beforeTheFirst() {
    assertThat(comparison.best()).isEmpty();
    assertThat(comparison.ahead()).isEmpty();
  }

  @Test
  void shortestWay_tellsMost() {
    comparison.add(exchange(0, 400, 0, 0, "k"));
    assertThat(offset()).as("half of a lopsided way").isEqualTo(KEEPER_MONO + 200);
    comparison.add(exchange(30_000, 1, 1, 0, "k"));
    comparison.add(exchange(60_000, 0, 300, 0, "k"));

    assertThat(offset()).isEqualTo(KEEPER_MONO);
    assertThat(comparison.best().orElseThrow().errorMillis()).isEqualTo(1);
  }

  @Test
  void ofSeveralAsGood_theLatestCounts_andOldOnesAreForgotten() {
    comparison.add(exchange(0, 1, 1, 0, "k"));
    comparison.add(exchange(30_000, 1, 1, 0, "k"));
    assertThat(comparison.best().orElseThrow().own().monoMillis()).isEqualTo(30_001);

    for (int n = 2; n < 2 + ClockComparison.REMEMBERED; n++) {
      comparison.add(exchange(n * 30_000, 5, 5, 0, "k"));
    }
    assertThat(comparison.best().orElseThrow().errorMillis()).isEqualTo(5);
  }

  @Test
  void keeperThatRestarted_isMeasuredAnew() {
    comparison.add(exchange(0, 1, 1, 0, "k"));
    comparison.add(exchange(30_000, 50, 50, 0, "k2"));

    assertThat(comparison.best().orElseThrow().keeper().bootId()).isEqualTo("k2");
  }

  @Test
  void wrongClock_isTold_andItsStepIsSeenAtOnce() {
    comparison.add(exchange(0, 1, 1, -300_000, "k"));
    assertThat(comparison.ahead()).hasValue(Duration.ofMinutes(-5));

    comparison.add(exchange(30_000, 40, 40, 0, "k"));
    assertThat(comparison.ahead()).hasValue(Duration.ZERO);
  }
}
