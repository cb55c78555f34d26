package io.wugan.core.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisFilterTest {

  private static AxisFilter driven(double speed, double seconds, double noisePx, long seed) {
    Random random = new Random(seed);
    AxisFilter filter = new AxisFilter(100, 4, 700);
    for (int i = 1; i <= Math.round(seconds * 10); i++) {
      double t = i * 0.1;
      filter.advance(0.1, 100_000);
      filter.correct(100 + speed * t + noisePx * random.nextGaussian(), 4);
    }
    return filter;
  }

  @Test
  void coordinate_atConstantVelocity_isPredicted() {
    AxisFilter filter = driven(200, 2, 0, 0);
    assertThat(filter.velocity()).isCloseTo(200, within(1.0));
    assertThat(filter.after(0.5)).isCloseTo(100 + 200 * 2.5, within(1.0));
    assertThat(filter.position()).isCloseTo(500, within(0.1));
  }

  @Test
  void coordinate_trembling_isPredictedBetterThanByItsLastTwoPlaces() {
    double filtered = 0;
    for (long seed = 0; seed < 50; seed++) {
      filtered += Math.abs(driven(200, 2, 4, seed).velocity() - 200) / 50;
    }
    // Two places 0.1 s apart that tremble by 4 pixels are wrong by 45 pixels a second on average.
    assertThat(filtered).isLessThan(40);
  }

  @Test
  void coordinate_thatStops_isFollowedWithinAFewFrames() {
    AxisFilter filter = driven(200, 2, 0, 0);
    for (int i = 0; i < 5; i++) {
      filter.advance(0.1, 100_000);
      filter.correct(500, 4);
    }
    assertThat(filter.position()).isCloseTo(500, within(3.0));
    assertThat(filter.velocity()).isCloseTo(0, within(40.0));
  }

  /** The same way told in twice as many frames leaves the filter as sure of it. */
  @Test
  void uncertainty_whileUnseen_growsWithTimeAndNotWithCalls() {
    AxisFilter once = driven(200, 1, 0, 0);
    AxisFilter often = driven(200, 1, 0, 0);
    once.advance(0.4, 100_000);
    for (int i = 0; i < 4; i++) {
      often.advance(0.1, 100_000);
    }
    once.correct(400, 4);
    often.correct(400, 4);
    assertThat(often.position()).isCloseTo(once.position(), within(1e-9));
    assertThat(often.velocity()).isCloseTo(once.velocity(), within(1e-9));
  }
}
