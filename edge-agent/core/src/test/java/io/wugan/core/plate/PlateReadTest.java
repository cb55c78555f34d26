package io.wugan.core.plate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlateReadTest {

  private static PlateRead read(String text, List<CharRead> chars, double probability) {
    return new PlateRead(
        text,
        chars,
        PlateGrammar.categoryOf(text, PlateColor.BLUE),
        PlateColor.BLUE,
        probability,
        ColorSource.PIXELS,
        probability,
        probability,
        Quad.rectangle(0, 0, 120, 38));
  }

  private static CharRead character(double confidence) {
    return new CharRead('A', confidence, 'B', 0);
  }

  @Test
  void confidence_severalCharacters_thatOfTheWeakest() {
    List<CharRead> chars = List.of(character(0.99), character(0.4), character(0.9));
    assertThat(read("浙A12345", chars, 1).confidence()).isEqualTo(0.4);
    assertThat(read("", List.of(), 1).confidence()).isZero();
  }

  @Test
  void grammatical_followsTheCategory() {
    assertThat(read("浙A12345", List.of(), 1).grammatical()).isTrue();
    assertThat(read("KL26H5009", List.of(), 1).grammatical()).isFalse();
  }

  @Test
  void toString_read_hidesTheMiddle() {
    assertThat(read("浙A12345", List.of(), 1).toString())
        .contains("浙A1***5")
        .doesNotContain("1234")
        .doesNotContain("234");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void probability_outOfRange_refused(double value) {
    assertThatIllegalArgumentException().isThrownBy(() -> read("浙A12345", List.of(), value));
    assertThatIllegalArgumentException().isThrownBy(() -> character(value));
    assertThatIllegalArgumentException().isThrownBy(() -> new CharRead('A', 1, 'B', value));
  }

  @ParameterizedTest
  @CsvSource({
    "BLUE, BLUE, true",
    "BLUE, YELLOW, false",
    "BLUE, UNKNOWN, true",
    "UNKNOWN, UNKNOWN, true"
  })
  void compatibleWith_twoColors_equalOrUnknown(PlateColor a, PlateColor b, boolean expected) {
    assertThat(a.compatibleWith(b)).isEqualTo(expected);
    assertThat(b.compatibleWith(a)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "浙, true",
    "A, true",
    "O, true",
    "0, true",
    "急, true",
    "?, false",
    "消, false",
    "a, false"
  })
  void isPlateCharacter_character_onlyWhatStandsOnPlates(char c, boolean expected) {
    assertThat(PlateAlphabet.isPlateCharacter(c)).isEqualTo(expected);
  }
}
