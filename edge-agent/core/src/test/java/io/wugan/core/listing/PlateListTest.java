package io.wugan.core.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlateListTest {

  private static LotTime at(int day, ClockQuality quality) {
    return new LotTime(instant(day), 0, "boot", quality, OptionalInt.empty());
  }

  private static Instant instant(int day) {
    return Instant.parse("2026-03-%02dT00:00:00Z".formatted(day));
  }

  /** {@code 浙A12345 1-5}: from the first day to before the fifth; either may be missing. */
  private static ListedPlate listed(String plateAndDays) {
    String[] words = plateAndDays.strip().split(" ");
    String[] days = words[1].split("-", -1);
    return new ListedPlate(
        PlateNumber.of(words[0]), VehicleClass.MONTHLY, day(days[0]), day(days[1]));
  }

  private static Optional<Instant> day(String day) {
    return day.isEmpty() ? Optional.empty() : Optional.of(instant(Integer.parseInt(day)));
  }

  @ParameterizedTest
  @CsvSource({
    "2-4, 1, false",
    "2-4, 2, true",
    "2-4, 3, true",
    "2-4, 4, false",
    "-4, 1, true",
    "-4, 4, false",
    "2-, 1, false",
    "2-, 28, true",
    "-, 28, true"
  })
  void period_isHalfOpen(String days, int day, boolean holds) {
    assertThat(listed("浙A12345 " + days).holdsAt(at(day, ClockQuality.SYNCED))).isEqualTo(holds);
  }

  @ParameterizedTest
  @EnumSource(
      value = ClockQuality.class,
      names = {"FLOOR", "UNKNOWN"})
  void clockThatWasNeverSet_onlyWhatHasNoLimitsHolds(ClockQuality quality) {
    assertThat(listed("浙A12345 2-4").holdsAt(at(3, quality))).isFalse();
    assertThat(listed("浙A12345 2-").holdsAt(at(3, quality))).isFalse();
    assertThat(listed("浙A12345 -").holdsAt(at(3, quality))).isTrue();
    assertThat(listed("浙A12345 2-4").holdsAt(at(3, ClockQuality.HOLDOVER))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "",
      textBlock =
          """
          浙A12345 1-5; 浙A12345 5-9; 浙B67890 1-9 |
          浙A12345 1-; 浙A12346 1-                 |
          浙A12345 -; 浙A12345 -                   | 1+2
          浙A12345 1-5; 浙A12345 4-9               | 1+2
          浙A12345 4-9; 浙B67890 1-9; 浙A12345 1-5 | 1+3
          浙A12345 1-9; 浙A12345 2-3; 浙A12345 5-6 | 1+2 1+3
          浙A12345 -; 浙A12345 2-3                 | 1+2
          """)
  void samePlate_atTheSameTime_isFound(String plates, String found) {
    List<ListedPlate> list = Stream.of(plates.split(";")).map(PlateListTest::listed).toList();
    assertThat(
            PlateList.listOverlaps(list).stream()
                .map(both -> (both.one() + 1) + "+" + (both.other() + 1))
                .collect(Collectors.joining(" ")))
        .isEqualTo(found == null ? "" : found);
  }

  @Test
  void list_thatContradictsItself_isRefused_withoutThePlate() {
    List<ListedPlate> twice = List.of(listed("浙A12345 1-5"), listed("浙A12345 4-9"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PlateList(1, twice))
        .withMessageContaining("浙A1***5")
        .withMessageContaining("number 1 and number 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PlateList(0, List.of()))
        .withMessageContaining("1 or more, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> listed("浙A12345 5-5"))
        .withMessageContaining("must be later");
  }

  @Test
  void list_tooLong_isRefused() {
    List<ListedPlate> many =
        new ArrayList<>(Collections.nCopies(PlateList.MOST + 1, listed("浙A12345 -")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PlateList(1, many))
        .withMessageContaining("at most 50000 plates, not 50001");
  }

  @ParameterizedTest
  @CsvSource({
    "浙X1234应急, WHITE, true",
    "浙A1234警, WHITE, true",
    "WJ粤8888X, WHITE, true",
    "JA12345, WHITE, true",
    "浙A12345, BLUE, false",
    "浙A1234学, YELLOW, false",
    "粤Z1234港, BLACK, false"
  })
  void categoryOfThePlate_hintsThatItNeedNotPay(String plate, PlateColor color, boolean hinted) {
    Standing standing =
        Standing.of(
            Optional.of(PlateNumber.of(plate)),
            color,
            at(1, ClockQuality.SYNCED),
            ListedPlates.NONE);
    assertThat(standing.exemptHint()).isEqualTo(hinted);
    assertThat(standing.listed()).isEmpty();
  }
}
