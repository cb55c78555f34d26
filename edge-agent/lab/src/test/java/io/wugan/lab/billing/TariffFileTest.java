package io.wugan.lab.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TariffFileTest {
  private static final String TARIFF =
      """
      format: 1
      id: city-2026
      version: 3
      default:
        freeMinutes: 30
        unitMinutes: 30
        fenPerUnit: 300
        fenPerDay: 4000
        night: {from: "22:00", to: "07:00", fenPerUnit: 100}
        free: [MONTHLY, EXEMPT]
      lots:
        north: {fenPerUnit: 500, free: []}
      """;

  // In China it is eight hours later.
  private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // lot, class, hours after noon at the entry, minutes → fen
    "south, '',         0,   30,     0",
    "south, '',         0,   31,   300",
    "south, MONTHLY,    0,  300,     0",
    "south, EXEMPT,     0,  300,     0",
    "south, ARREARS,    0,   60,   300",
    "north, '',         0,   60,   500",
    "north, MONTHLY,    0,   60,   500",
    // 21:00 in, free until 21:30: one unit by day, then two by night.
    "south, '',         9,  120,   500",
    // 05:30 in, free until 06:00: two by night, then one by day.
    "south, '',      17.5,  120,   500",
    // A day is at most the cap, and what is left is a day of its own: 12:30 again.
    "south, '',         0, 1500,  4300",
  })
  void stay_costs_whatTheFileSays(
      String site, String standing, double hours, long minutes, long fen) {
    TariffBook book = TariffFile.parse("tariff.yaml", TARIFF);

    Instant entry = NOON.plusSeconds((long) (hours * 3600));
    assertThat(book.fen(site, standing, entry, minutes)).isEqualTo(fen);
    assertThat(book.id()).isEqualTo("city-2026");
    assertThat(book.version()).isEqualTo(3);
  }

  @Test
  void json_isReadToo() {
    TariffBook book =
        TariffFile.parse(
            "tariff.json",
            "{\"id\": \"a\", \"version\": 1, \"default\": {\"freeMinutes\": 0, \"unitMinutes\": 60,"
                + " \"fenPerUnit\": 500, \"fenPerDay\": 2000}}");

    assertThat(book.fen("any", "MONTHLY", NOON, 61)).isEqualTo(1000);
  }

  @Test
  void everyMistake_isToldAtOnce_withItsLine() {
    String wrong =
        TARIFF
            .replace("version: 3", "version: none")
            .replace("freeMinutes: 30", "freeMinutes: -1")
            .replace("fenPerDay: 4000", "fenPerDay: 200")
            .replace("\"22:00\"", "\"24:00\"")
            .replace("EXEMPT]", "VIP]")
            .replace("north:", "no/rth:")
            .replace("{fenPerUnit: 500,", "{price: 5.5,");

    assertThatThrownBy(() -> TariffFile.parse("tariff.yaml", wrong))
        .isInstanceOf(TariffFileException.class)
        .hasMessageContaining("tariff.yaml:3: version 'none'; allowed: a whole number from 1")
        .hasMessageContaining("tariff.yaml:5: default.freeMinutes '-1'; allowed")
        .hasMessageContaining("tariff.yaml:8: default.fenPerDay '200'; allowed: at least")
        .hasMessageContaining("tariff.yaml:9: default.night.from '24:00'; allowed")
        .hasMessageContaining(
            "tariff.yaml:10: default.free 'VIP'; allowed: a list of ARREARS, EXEMPT, MONTHLY")
        .hasMessageContaining("tariff.yaml:12: lots.no/rth is no site; allowed")
        .hasMessageContaining(
            "tariff.yaml:12: lots.no/rth.price is not known; allowed: freeMinutes");
  }

  @Test
  void whatIsAbsent_andWhatIsNoYaml_isTold() {
    assertThatThrownBy(() -> TariffFile.parse("t", "id: a\ndefault: {}"))
        .hasMessageContaining("t:1: version is absent")
        .hasMessageContaining("t:2: default.freeMinutes is absent");
    assertThatThrownBy(() -> TariffFile.parse("t", "a: [")).hasMessageContaining("t:1: no YAML");
    assertThatThrownBy(() -> TariffFile.parse("t", "")).hasMessageContaining("t is empty");
    assertThatThrownBy(() -> TariffFile.parse("t", "- a")).hasMessageContaining("no map of keys");
  }

  @Test
  void longStay_isPricedAtOnce() {
    TariffBook book = TariffFile.parse("tariff.yaml", TARIFF);

    assertThat(book.fen("south", "", NOON, 30 + 1440L * 10_000_000)).isEqualTo(40_000_000_000L);
  }
}
