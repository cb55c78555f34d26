package io.wugan.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.time.ClockAnchor.Reason;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockAnchorTest {

  private static ClockAnchor anchor(OptionalInt error) {
    LotTime at =
        new LotTime(
            Instant.parse("2026-03-01T08:10:00Z"), 600_000, "a", ClockQuality.SYNCED, error);
    return new ClockAnchor(at, Reason.FIRST_SYNC, OptionalLong.empty());
  }

  private static LotTime past(String boot, long monoMillis, ClockQuality quality) {
    return new LotTime(
        Instant.parse("2024-01-01T00:00:00Z"), monoMillis, boot, quality, OptionalInt.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "0,       2026-03-01T08:00:00Z",
    "120250,  2026-03-01T08:02:00.250Z",
    "600000,  2026-03-01T08:10:00Z",
    "660000,  2026-03-01T08:11:00Z",
    "-1,      2026-03-01T07:59:59.999Z",
  })
  void utc_isTheAnchorsUtc_andTheMonotonicDifference(long monoMillis, Instant utc) {
    LotTime wrong = past("a", monoMillis, ClockQuality.UNKNOWN);

    LotTime right = anchor(OptionalInt.empty()).correct(wrong);

    assertThat(right.utc()).isEqualTo(utc);
    assertThat(right.monoMillis()).isEqualTo(monoMillis);
    assertThat(right.bootId()).isEqualTo("a");
    assertThat(right.quality()).isEqualTo(ClockQuality.HOLDOVER);
    assertThat(right.errorMillis()).isEmpty();
  }

  @Test
  void error_growsWithTheDistance() {
    LotTime wrong = past("a", 0, ClockQuality.FLOOR);

    assertThat(anchor(OptionalInt.of(20)).correct(wrong).errorMillis()).hasValue(80);
  }

  @ParameterizedTest
  @CsvSource({
    "a, UNKNOWN,  true",
    "a, FLOOR,    true",
    "a, SYNCED,   false",
    "a, HOLDOVER, false",
    "b, UNKNOWN,  false",
  })
  void corrects_whatNobodyTrusted_inTheSameBoot(String boot, ClockQuality quality, boolean yes) {
    assertThat(anchor(OptionalInt.empty()).corrects(past(boot, 0, quality))).isEqualTo(yes);
  }

  @Test
  void anotherBoot_orAClockThatNobodyTrusts_isRefused() {
    LotTime other = past("b", 0, ClockQuality.UNKNOWN);

    assertThatThrownBy(() -> anchor(OptionalInt.empty()).correct(other))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ClockAnchor(other, Reason.FIRST_SYNC, OptionalLong.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
