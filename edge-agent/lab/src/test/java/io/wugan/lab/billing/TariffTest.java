package io.wugan.lab.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TariffTest {

  @ParameterizedTest
  @CsvSource({
    // free, unit, fen, cap | minutes → fen
    "30, 30, 300, 4000,     0,     0",
    "30, 30, 300, 4000,    30,     0",
    "30, 30, 300, 4000,    31,   300",
    "30, 30, 300, 4000,    60,   300",
    "30, 30, 300, 4000,    61,   600",
    "30, 30, 300, 4000,   120,   900",
    "30, 30, 300, 4000,   420,  3900",
    "30, 30, 300, 4000,   421,  4000",
    "30, 30, 300, 4000,  1470,  4000",
    "30, 30, 300, 4000,  1471,  4300",
    "30, 30, 300, 4000,  2910,  8000",
    "15, 60, 500, 2000,    15,     0",
    "15, 60, 500, 2000,    16,   500",
    "15, 60, 500, 2000,    75,   500",
    "15, 60, 500, 2000,    76,  1000",
    " 0, 60, 500, 2000,     0,     0",
    " 0, 60, 500, 2000,     1,   500",
    " 0, 60,   0,    0, 99999,     0",
    " 0, 60, 500, 2000, 525600, 730000",
  })
  void stay_costs_whatTheTableSays(
      int free, int unit, int fen, int cap, long minutes, long expected) {
    assertThat(new Tariff(free, unit, fen, cap).fen(minutes)).isEqualTo(expected);
  }

  @Test
  void longerStay_neverCosts_less() {
    long last = 0;
    for (long minutes = 0; minutes < 5000; minutes++) {
      long fen = Tariff.EXAMPLE.fen(minutes);
      assertThat(fen).isGreaterThanOrEqualTo(last);
      last = fen;
    }
  }

  @Test
  void nonsense_isRefused() {
    assertThatThrownBy(() -> new Tariff(-1, 30, 300, 4000)).hasMessageContaining("free -1");
    assertThatThrownBy(() -> new Tariff(0, 0, 300, 4000)).hasMessageContaining("unit 0");
    assertThatThrownBy(() -> new Tariff(0, 30, 300, 200)).hasMessageContaining("200 fen a day");
  }
}
