package io.wugan.core.plate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlateDistanceTest {

  private final PlateDistance distance = new PlateDistance(PlateCosts.STANDARD);

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          浙A12345  | 浙A12345  | 0.0  | equal
          浙A1Z345  | 浙A12345  | 0.2  | very much alike
          浙A12G45  | 浙A12645  | 0.35 | alike
          浙A12375  | 浙A12345  | 1.0  | arbitrary
          京A12345  | 浙A12345  | 0.4  | another province
          A12345    | 浙A12345  | 0.4  | province not read
          A1Z345    | 浙A12345  | 0.6  | province not read and one alike
          浙12345   | 浙A12345  | 0.5  | the office beside the dot not read
          浙A12345  | 浙AD12345 | 0.5  | seven for eight, beside the dot
          浙AD12345 | 浙A12345  | 0.5  | eight for seven, beside the dot
          浙A112345 | 浙A12345  | 0.5  | one doubled
          浙A1145   | 浙A11145  | 0.5  | of two ones one read
          浙A1234   | 浙A12345  | 1.0  | the last not read
          浙12345   | 浙AD12345 | 1.5  | two not read: only one of them is likely
          京B99999  | 浙A00000  | 6.4  | nothing in common
          """)
  void between_texts_asListed(String read, String known, double cost, String why) {
    assertThat(distance.between(read, known)).as(why).isEqualTo(cost, within(1e-9));
  }

  @Test
  void costs_learnt_goBeforeTheStandardOnes_inBothDirections() {
    PlateDistance learnt = new PlateDistance(PlateCosts.with(Map.of("47", 0.1, "8B", 0.9)));
    assertThat(learnt.between("浙A12347", "浙A12344")).isEqualTo(0.1);
    assertThat(learnt.between("浙A12344", "浙A12347")).isEqualTo(0.1);
    assertThat(learnt.between("浙A1234B", "浙A12348")).isEqualTo(0.9);
    assertThat(learnt.between("浙A1234Z", "浙A12342")).isEqualTo(0.2);
  }

  @Test
  void costs_outOfRange_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlateCosts.with(Map.of("8", 0.2)))
        .withMessageContaining("8B");
    assertThatIllegalArgumentException().isThrownBy(() -> PlateCosts.with(Map.of("88", 0.2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlateCosts.with(Map.of("8B", 0.0)))
        .withMessageContaining("0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> PlateCosts.with(Map.of("8B", 1.1)));
  }

  @Property(tries = 1000)
  void between_anyTexts_neverMoreThanTheNumberOfEdits_andZeroOnlyIfEqual(
      @ForAll("texts") String a, @ForAll("texts") String b) {
    double cost = distance.between(a, b);
    assertThat(cost).isLessThanOrEqualTo(TextDistance.edits(a, b));
    assertThat(cost == 0).isEqualTo(a.equals(b));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("浙京AD018BZ2").ofMaxLength(9);
  }
}
