package io.wugan.core.plate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class TextDistancePropertiesTest {

  @Property(tries = 500)
  void edits_anyTwoTexts_asTheDefinitionSays(
      @ForAll @StringLength(max = 6) @CharRange(from = 'A', to = 'C') String a,
      @ForAll @StringLength(max = 6) @CharRange(from = 'A', to = 'C') String b) {
    assertThat(TextDistance.edits(a, b)).isEqualTo(byDefinition(a, b));
  }

  @Property
  void similarity_anyTwoTexts_symmetricAndOneOnlyOnEqual(
      @ForAll @StringLength(max = 9) String a, @ForAll @StringLength(max = 9) String b) {
    assertThat(TextDistance.similarity(a, b))
        .isEqualTo(TextDistance.similarity(b, a))
        .isBetween(0.0, 1.0);
    assertThat(TextDistance.similarity(a, b) == 1).isEqualTo(a.equals(b));
  }

  @Example
  void similarity_plates_shareOfEqualCharacters() {
    assertThat(TextDistance.edits("浙A12345", "浙AD12345")).isEqualTo(1);
    assertThat(TextDistance.similarity("浙A12345", "浙A12375")).isCloseTo(6.0 / 7, within(1e-12));
    assertThat(TextDistance.similarity("", "")).isEqualTo(1);
    assertThat(TextDistance.similarity("", "浙A12345")).isZero();
  }

  private static int byDefinition(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.length() + b.length();
    }
    String restA = a.substring(1);
    String restB = b.substring(1);
    if (a.charAt(0) == b.charAt(0)) {
      return byDefinition(restA, restB);
    }
    int shortest = Math.min(byDefinition(restA, b), byDefinition(a, restB));
    return 1 + Math.min(shortest, byDefinition(restA, restB));
  }
}
