package io.wugan.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MotionGateTest {

  private static final int CELLS = 96 * 54;

  private final MotionGate gate = new MotionGate();
  private final byte[] still = filled(90);

  private static byte[] filled(int level) {
    byte[] grey = new byte[CELLS];
    Arrays.fill(grey, (byte) level);
    return grey;
  }

  private byte[] withCarAt(int from) {
    byte[] grey = still.clone();
    Arrays.fill(grey, from, from + 400, (byte) 200);
    return grey;
  }

  /** Shows a picture {@code times} times and counts the inferences. */
  private int inferences(byte[] grey, int times, boolean plateInView) {
    int count = 0;
    for (int i = 0; i < times; i++) {
      if (gate.passes(grey)) {
        gate.inferred(plateInView);
        count++;
      }
    }
    return count;
  }

  @Test
  void picture_unchangedAndPlateFree_isInferredOnce() {
    assertThat(inferences(still, 100, false)).isEqualTo(1);
  }

  @Test
  void car_driving_isInferredInEveryPicture() {
    gate.passes(still);
    gate.inferred(false);
    for (int i = 0; i < 10; i++) {
      assertThat(inferences(withCarAt(i * 450), 1, true)).isEqualTo(1);
    }
  }

  @Test
  void car_stoppedWithPlate_keepsBeingReadAtAThirdOfTheRate() {
    inferences(still, 1, false);
    inferences(withCarAt(1000), 60, true);
    assertThat(inferences(withCarAt(1000), 30, true)).isEqualTo(10);
  }

  @Test
  void car_stoppedWithoutPlate_isInferredForAWhileAfterTheMotion() {
    inferences(still, 1, false);
    int count = inferences(withCarAt(1000), 200, false);
    assertThat(count).isBetween(MotionGate.TAIL, 60);
    assertThat(inferences(withCarAt(1000), 50, false)).isZero();
  }

  @Test
  void plate_gone_isForgottenAfterAFewInferences() {
    inferences(still, 1, true);
    assertThat(inferences(still, 100, false)).isEqualTo(MotionGate.PLATE_MEMORY);
  }

  @Test
  void picture_withSensorNoise_isStill() {
    Random random = new Random(7);
    int count = 0;
    for (int i = 0; i < 200; i++) {
      byte[] noisy = still.clone();
      for (int k = 0; k < noisy.length; k++) {
        noisy[k] += (byte) Math.round(random.nextGaussian() * 2.5);
      }
      count += inferences(noisy, 1, false);
    }
    assertThat(count).isEqualTo(1);
  }

  @Test
  void light_fallingSlowly_isStill() {
    inferences(still, 1, false);
    int count = 0;
    for (int i = 0; i < 400; i++) {
      count += inferences(filled(90 + i / 5), 1, false);
    }
    assertThat(count).isZero();
  }

  @Test
  void picture_ofAnotherSize_beginsAnew() {
    inferences(still, 5, false);
    assertThat(gate.passes(new byte[50])).isTrue();
  }
}
