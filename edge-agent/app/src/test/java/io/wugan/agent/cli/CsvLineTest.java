package io.wugan.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-1+1",
        "-",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1"
      })
  void formula_getsAnApostropheAndQuotes(String formula) {
    assertThat(CsvLine.of(List.of("a", formula))).isEqualTo("a,\"'" + formula + "\"\r\n");
  }

  @Test
  void formulaWithQuotes_cannotLeaveItsCell() {
    assertThat(CsvLine.of(List.of("=\",=1")))
        .as("both the cell and what looks like the next one")
        .isEqualTo("\"'=\"\",=1\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-5", "+5", "12", "-0.25", "2026-03-01T08:00:00Z", "浙A·12345", "in-1", ""})
  void numbersTimesAndPlates_stayAsTheyAre(String value) {
    assertThat(CsvLine.of(List.of(value, "b"))).isEqualTo(value + ",b\r\n");
  }

  @Test
  void commasQuotesAndBreaks_areQuoted() {
    assertThat(CsvLine.of(List.of("a,b", "c\"d", "e\nf")))
        .isEqualTo("\"a,b\",\"c\"\"d\",\"e\nf\"\r\n");
  }
}
