package io.wugan.devices.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class StreamTimesTest {

  private static final long PERIOD = 40_000;
  private static final long SECOND = 1_000_000;

  private final StreamTimes times = new StreamTimes();
  private long arrival = 900 * SECOND;
  private long lag;

  /** Pictures on time; what the stream says is up to the test. */
  private void play(double seconds, LongUnaryOperator stream) {
    long end = arrival + (long) (seconds * SECOND);
    while (arrival < end) {
      arrival += PERIOD;
      lag = times.lagMicros(stream.applyAsLong(arrival), arrival);
    }
  }

  @Test
  void goodTimes_areBelieved_andNothingIsOld() {
    play(200, at -> at - 5_000 * SECOND);
    assertThat(times.wrong(arrival)).isEmpty();
    assertThat(lag).isZero();
  }

  @Test
  void pictureThatWaitedInALine_isOlderByThat() {
    play(20, at -> at);
    arrival += 3 * SECOND; // the line hangs, and then gives all at once
    long waited = 3 * SECOND - PERIOD;
    assertThat(times.lagMicros(arrival - waited, arrival)).isEqualTo(waited);
    assertThat(times.lagMicros(arrival - SECOND, arrival)).isEqualTo(SECOND);
    assertThat(times.lagMicros(arrival, arrival)).isZero();
    assertThat(times.wrong(arrival)).isEmpty();
  }

  @Test
  void jitter_isNoWrongTime() {
    play(200, at -> at - (at / PERIOD % 7) * 30_000);
    assertThat(times.wrong(arrival)).isEmpty();
  }

  @Test
  void hangsOfSeconds_areNoWrongTimes() {
    for (int i = 0; i < 20; i++) {
      play(6, at -> at);
      long from = arrival;
      arrival += 4 * SECOND;
      for (long taken = from; taken < arrival; taken += PERIOD) {
        times.lagMicros(taken, arrival);
      }
      assertThat(times.wrong(arrival)).isEmpty();
    }
  }

  @Test
  void timesThatStandStill_areToldWithinThreeSeconds_andNotUsed() {
    play(20, at -> at);
    long still = arrival;
    play(3, at -> still);
    assertThat(times.wrong(arrival)).hasValueSatisfying(w -> assertThat(w).contains("stand still"));
    assertThat(lag).isZero();
    play(40, at -> at);
    assertThat(times.wrong(arrival)).isEmpty();
  }

  @Test
  void missingTimes_standStill() {
    play(4, at -> Long.MIN_VALUE);
    assertThat(times.wrong(arrival)).isPresent();
    assertThat(lag).isZero();
  }

  @Test
  void timesThatRunBack_areTold_andForgivenAfterHalfAMinute() {
    play(20, at -> at);
    play(1, at -> at - 10 * SECOND);
    assertThat(times.wrong(arrival)).hasValueSatisfying(w -> assertThat(w).contains("backwards"));
    assertThat(lag).isZero();
    play(31, at -> at - 10 * SECOND);
    assertThat(times.wrong(arrival)).isEmpty();
  }

  @Test
  void timesThatJumpForwards_areTold() {
    play(20, at -> at);
    play(1, at -> at + 3600 * SECOND);
    assertThat(times.wrong(arrival)).hasValueSatisfying(w -> assertThat(w).contains("forwards"));
    assertThat(lag).isZero();
  }

  @Test
  void timesOfAnotherSpeed_areToldWithinThirtySeconds() {
    for (double speed : new double[] {0.5, 0.9, 1.1, 2}) {
      StreamTimesTest other = new StreamTimesTest();
      long from = other.arrival;
      other.play(30, at -> (long) (speed * (at - from)));
      assertThat(other.times.wrong(other.arrival)).as("speed " + speed).isPresent();
      assertThat(other.lag).isZero();
    }
  }

  @Test
  void driftOfACheapClock_isNoWrongSpeed() {
    play(400, at -> (long) (at * 1.0005));
    assertThat(times.wrong(arrival)).isEmpty();
    assertThat(lag).isLessThan(30_000);
  }
}
