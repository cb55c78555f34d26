package io.wugan.devices.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamClockTest {

  private static List<Long> micros(StreamClock clock, long... stamps) {
    return Stream.of(stamps)
        .flatMap(all -> Arrays.stream(all).boxed())
        .map(stamp -> clock.next(stamp).toNanos() / 1000)
        .toList();
  }

  @Test
  void firstPicture_anyTimestamp_isZero() {
    assertThat(micros(new StreamClock(25), 7_000_000, 7_040_000)).containsExactly(0L, 40_000L);
  }

  @Test
  void timestamp_goingBackOrMissing_isTakenAsOnePeriodLater() {
    assertThat(micros(new StreamClock(25), 0, 40_000, 10_000, 0, 160_000))
        .containsExactly(0L, 40_000L, 80_000L, 120_000L, 160_000L);
  }

  @Test
  void restart_timestampsFromTheBeginning_goOn() {
    StreamClock clock = new StreamClock(10);
    micros(clock, 500, 100_500);
    clock.restart();
    assertThat(micros(clock, 500, 100_500)).containsExactly(200_000L, 300_000L);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 90_000})
  void frameRate_unusable_isTakenAsTwentyFive(double framesPerSecond) {
    assertThat(new StreamClock(framesPerSecond).period().toMillis()).isEqualTo(40);
  }
}
