package io.wugan.core.bay;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

// Acceptance scenario A44: a bay says occupied and nobody is inside.
class ExcessWatchTest {

  private final VirtualLotClock clock =
      new VirtualLotClock(Instant.parse("2026-03-01T08:00:00Z"), "boot");
  private final ExcessWatch watch = new ExcessWatch(Duration.ofMinutes(10));

  private LotTime at(long minutes) {
    return clock.at(Duration.ofMinutes(minutes));
  }

  @Test
  void excess_countsOnceItHasLasted_andEndsOnceItsEndHas() {
    assertThat(watch.update(1, 0, at(0))).isEmpty();
    assertThat(watch.update(1, 0, at(9))).isEmpty();
    assertThat(watch.update(3, 1, at(10))).contains(2L);
    assertThat(watch.update(2, 2, at(11))).isEmpty();
    assertThat(watch.update(2, 2, at(21))).contains(0L);
  }

  @Test
  void excessThatPasses_isNeverTold() {
    for (int minute = 0; minute < 100; minute += 2) {
      assertThat(watch.update(1, 0, at(minute))).isEmpty();
      assertThat(watch.update(1, 1, at(minute + 1))).contains(0L);
    }
  }
}
