package io.wugan.devices.coap.bay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloodWatchTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void flood_isToldAtOnce_andOverAMinuteAfterItsEnd() {
    FloodWatch watch = new FloodWatch(0);
    assertThat(watch.update(FloodWatch.PER_SECOND, SECOND)).isFalse();
    assertThat(watch.update(10_000, 2 * SECOND)).isTrue();
    assertThat(watch.update(10_000, 30 * SECOND)).isTrue();
    assertThat(watch.update(10_010, 61 * SECOND)).isTrue();
    assertThat(watch.update(10_020, 63 * SECOND)).isFalse();
  }
}
