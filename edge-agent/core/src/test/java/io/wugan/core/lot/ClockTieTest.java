package io.wugan.core.lot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A gate whose clock is five minutes behind, and the keeper. */
class ClockTieTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static LotTime gate(String utc, long mono) {
    return time(Instant.parse(utc), mono, "gate", OptionalInt.empty());
  }

  private static LotTime keeper(Instant utc, long mono, OptionalInt error) {
    return time(utc, mono, "keeper", error);
  }

  private static LotTime time(Instant utc, long mono, String boot, OptionalInt error) {
    return new LotTime(utc, mono, boot, ClockQuality.SYNCED, error);
  }

  private final ClockTie tie =
      new ClockTie(
          gate("2026-03-01T11:55:00Z", 50_000), keeper(NOON, 900_000, OptionalInt.of(20)), 3);

  @Test
  void time_isToldByTheKeepersClock() {
    LotTime now = keeper(NOON.plusSeconds(60), 960_000, OptionalInt.of(20));

    LotTime told = tie.byKeeper(gate("2026-03-01T11:55:30Z", 80_000), now);

    assertThat(told.utc()).isEqualTo("2026-03-01T12:00:30Z");
    assertThat(told.monoMillis()).isEqualTo(930_000);
    assertThat(told.bootId()).isEqualTo("keeper");
    assertThat(told.errorMillis()).as("20 + 3, and 3 for the drift of 30 s").hasValue(26);
    assertThat(tie.ahead()).isEqualTo(Duration.ofMinutes(-5));
  }

  @Test
  void stepOfTheGatesUtc_changesNothing() {
    LotTime now = keeper(NOON.plusSeconds(60), 960_000, OptionalInt.empty());

    assertThat(tie.byKeeper(gate("1970-01-01T00:00:00Z", 80_000), now).utc())
        .isEqualTo("2026-03-01T12:00:30Z");
  }

  @Test
  void keeperWhoseUtcIsSetLater_tellsByTheRightOne() {
    LotTime now = keeper(NOON.plusSeconds(3660), 960_000, OptionalInt.empty());

    assertThat(tie.byKeeper(gate("2026-03-01T11:55:30Z", 80_000), now).utc())
        .isEqualTo("2026-03-01T13:00:30Z");
  }

  @Test
  void keeperThatHasRestarted_tellsByWhatItTookForUtcThen() {
    LotTime now = time(NOON.plusSeconds(7200), 5_000, "keeper-2", OptionalInt.empty());

    LotTime told = tie.byKeeper(gate("2026-03-01T11:54:20Z", 10_000), now);

    assertThat(told.utc()).isEqualTo("2026-03-01T11:59:20Z");
    assertThat(told.bootId()).isEqualTo("keeper");
    assertThat(told.monoMillis()).isEqualTo(860_000);
  }

  @Test
  void nothingHappensInTheFuture() {
    LotTime now = keeper(NOON, 900_001, OptionalInt.empty());

    assertThat(tie.byKeeper(gate("2026-03-01T11:55:00Z", 50_004), now)).isEqualTo(now);
  }

  @Test
  void anotherBoot_isNotCovered() {
    LotTime earlier = time(NOON, 5, "gate-before", OptionalInt.empty());

    assertThat(tie.covers(earlier)).isFalse();
    assertThatThrownBy(() -> tie.byKeeper(earlier, earlier))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gate-before");
  }

  @Test
  void exchange_tiesTheMiddleOfBoth() {
    ClockExchange exchange =
        new ClockExchange(
            gate("2026-03-01T11:55:00.000Z", 1_000),
            keeper(NOON.plusMillis(8), 500_008, OptionalInt.empty()),
            keeper(NOON.plusMillis(12), 500_012, OptionalInt.empty()),
            gate("2026-03-01T11:55:00.020Z", 1_020));

    ClockTie middle = exchange.tie();

    assertThat(middle.own().monoMillis()).isEqualTo(1_010);
    assertThat(middle.keeper().monoMillis()).isEqualTo(500_010);
    assertThat(middle.errorMillis()).as("half of 20 - 4").isEqualTo(8);
    assertThat(middle.ahead()).isEqualTo(Duration.ofMinutes(-5));
  }

  @Test
  void exchangeOverARestart_isNone() {
    LotTime asked = gate("2026-03-01T11:55:00Z", 1_000);
    LotTime heard = keeper(NOON, 500_000, OptionalInt.empty());
    LotTime other = time(NOON, 500_001, "keeper-2", OptionalInt.empty());

    assertThatThrownBy(() -> new ClockExchange(asked, heard, other, asked))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the keeper's");
  }
}
