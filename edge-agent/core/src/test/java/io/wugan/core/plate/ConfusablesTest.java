package io.wugan.core.plate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfusablesTest {

  @ParameterizedTest
  @CsvSource({
    "0,D,0.2",
    "0,Q,0.2",
    "D,Q,0.2",
    "8,B,0.2",
    "2,Z,0.2",
    "5,S,0.2",
    "6,G,0.35",
    "1,T,0.35",
    "1,7,0.35",
    "U,V,0.35",
    "M,N,0.35",
    "K,X,0.35",
    "浙,苏,0.4",
    "1,2,1",
    "A,4,1",
    "浙,A,1",
    "A,A,0"
  })
  void cost_pair_asListed(char a, char b, double expected) {
    assertThat(Confusables.cost(a, b)).isEqualTo(expected);
    assertThat(Confusables.cost(b, a)).isEqualTo(expected);
  }

  @Property
  void cost_anyPair_symmetricBoundedAndZeroOnlyOnEqual(
      @ForAll("character") char a, @ForAll("character") char b) {
    assertThat(Confusables.cost(a, b)).isEqualTo(Confusables.cost(b, a)).isBetween(0.0, 1.0);
    assertThat(Confusables.cost(a, b) == 0).isEqualTo(a == b);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          浙A12345 | 浙A12345 | true
          浙A12345 | 浙A1Z345 | true
          浙A12345 | 苏A12345 | true
          浙A08345 | 浙AD8345 | true
          浙A12345 | 苏A1Z345 | false
          浙A12345 | 浙A1Z34S | false
          浙AT1001 | 浙AT1002 | false
          浙AT1001 | 浙AT1007 | false
          浙AT1006 | 浙AT100G | false
          浙A12345 | 浙A1234  | false
          浙A12345 | 浙AD12345 | false
          """)
  void sameMisread_twoTexts_onlyOneVerySimilarCharacter(String a, String b, boolean expected) {
    assertThat(Confusables.sameMisread(a, b)).isEqualTo(expected);
    assertThat(Confusables.sameMisread(b, a)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<Character> character() {
    return Arbitraries.chars()
        .with((PlateAlphabet.PROVINCES + PlateAlphabet.SPECIALS).toCharArray())
        .with("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".toCharArray());
  }
}
