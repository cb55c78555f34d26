package io.wugan.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LotTimeTest {

  private static LotTime time(long utcMillis, long monoMillis, String boot) {
    return new LotTime(
        Instant.ofEpochMilli(utcMillis), monoMillis, boot, ClockQuality.SYNCED, OptionalInt.of(0));
  }

  @ParameterizedTest
  @CsvSource({
    // entry: utc, mono, boot; exit: utc, mono, boot; stay
    "1000, 100, b1, 61000, 60100, b1, 60000", // all well
    "1000, 100, b1, 361000, 60100, b1, 60000", // set forward by 5 minutes in between
    "361000, 100, b1, 61000, 60100, b1, 60000", // set back
    "1000, 90000, b1, 61000, 100, b2, 60000", // restarted in between
    "61000, 100, b1, 1000, 200, b2, 0", // restarted without a clock
    "1000, 200, b1, 61000, 100, b1, 0", // the wrong way round
  })
  void since_stay_monotonicWithinABootByUtcAcrossAndNeverNegative(
      long fromUtc, long fromMono, String from, long toUtc, long toMono, String to, long stay) {
    assertThat(time(toUtc, toMono, to).since(time(fromUtc, fromMono, from)))
        .isEqualTo(Duration.ofMillis(stay));
  }

  @ParameterizedTest
  @CsvSource({
    // entry: utc, mono, boot, clock; exit: the same; comparable, at the least
    "1000, 100, b1, UNKNOWN, 361000, 60100, b1, SYNCED, true, 60000", // one boot
    "1000, 90000, b1, SYNCED, 61000, 100, b2, HOLDOVER, true, 60000", // both known
    "1000, 90000, b1, UNKNOWN, 9961000, 100, b2, SYNCED, false, 100", // as old as this boot
    "1000, 90000, b1, SYNCED, 5, 100, b2, FLOOR, false, 100",
    "1000, 90000, b1, SYNCED, 5, -7, b2, FLOOR, false, 0",
  })
  void comparable_ifOfOneBootOrBothKnown(
      long fromUtc,
      long fromMono,
      String from,
      ClockQuality fromClock,
      long toUtc,
      long toMono,
      String to,
      ClockQuality toClock,
      boolean comparable,
      long atLeast) {
    LotTime entry = time(fromUtc, fromMono, from, fromClock);
    LotTime exit = time(toUtc, toMono, to, toClock);

    assertThat(exit.isComparableTo(entry)).isEqualTo(comparable);
    assertThat(exit.atLeastSince(entry)).isEqualTo(Duration.ofMillis(atLeast));
  }

  private static LotTime time(long utc, long mono, String boot, ClockQuality quality) {
    return new LotTime(Instant.ofEpochMilli(utc), mono, boot, quality, OptionalInt.empty());
  }

  @Property
  void since_anyTwo_neverNegative(
      @ForAll @LongRange(min = 0, max = 1L << 42) long utcA,
      @ForAll @LongRange(min = 0, max = 1L << 42) long utcB,
      @ForAll @LongRange(min = 0, max = 1L << 42) long monoA,
      @ForAll @LongRange(min = 0, max = 1L << 42) long monoB,
      @ForAll boolean sameBoot) {
    LotTime a = time(utcA, monoA, "b1");
    LotTime b = time(utcB, monoB, sameBoot ? "b1" : "b2");
    assertThat(a.since(b)).isGreaterThanOrEqualTo(Duration.ZERO);
    assertThat(a.since(b).isZero() || b.since(a).isZero()).isTrue();
  }
}
