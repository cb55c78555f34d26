package io.wugan.agent.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuietMomentTest {

  private static final long SECOND = 1_000_000_000L;

  private final QuietMoment quiet = new QuietMoment(Duration.ofSeconds(15), Duration.ofMinutes(10));

  @Test
  void boardThatNobodyDrivesPast_isQuiet_afterItsTime() {
    assertThat(quiet.isHere(7, 0)).isFalse();
    assertThat(quiet.isHere(7, 14 * SECOND)).isFalse();
    assertThat(quiet.isHere(7, 15 * SECOND)).isTrue();
  }

  @Test
  void vehicle_beginsTheTimeAnew() {
    quiet.isHere(7, 0);
    assertThat(quiet.isHere(8, 14 * SECOND)).isFalse();
    assertThat(quiet.isHere(8, 28 * SECOND)).isFalse();
    assertThat(quiet.isHere(8, 29 * SECOND)).isTrue();
  }

  @Test
  void boardThatIsNeverQuiet_isNotWaitedForForever() {
    for (long second = 0; second < 600; second += 5) {
      assertThat(quiet.isHere(second, second * SECOND)).isFalse();
    }
    assertThat(quiet.isHere(999, 600 * SECOND)).isTrue();
  }
}
