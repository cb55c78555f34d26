package io.wugan.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WrittenMeterTest {

  private final WrittenMeter meter = new WrittenMeter();

  private OptionalLong after(long minutes, long megabytes) {
    return meter.lastDayMb(OptionalLong.of(megabytes << 20), TimeUnit.MINUTES.toNanos(minutes));
  }

  @Test
  void withinTheFirstDay_allIsCounted() {
    assertThat(after(0, 3)).hasValue(3);
    assertThat(after(600, 120)).hasValue(120);
  }

  @Test
  void laterOn_theLastDayIs() {
    OptionalLong last = OptionalLong.empty();
    for (long minute = 0; minute <= 3 * 1440; minute++) {
      last = after(minute, minute / 10); // 144 MB a day
    }

    assertThat(last.getAsLong()).isBetween(142L, 144L);
  }

  @Test
  void aMachineThatDoesNotTell_isUnknown() {
    assertThat(meter.lastDayMb(OptionalLong.empty(), 0)).isEmpty();
  }
}
