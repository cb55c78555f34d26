package io.wugan.core.plate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlateNormalizerPropertiesTest {

  private static final String SERIAL = PlateAlphabet.LETTERS + PlateAlphabet.DIGITS;

  @Property
  void normalize_twice_sameAsOnce(@ForAll("plateLike") String raw) {
    String once = PlateNormalizer.normalize(raw);
    assertThat(PlateNormalizer.normalize(once)).isEqualTo(once);
  }

  @Property
  void normalize_anyTextTwice_sameAsOnce(@ForAll String raw) {
    String once = PlateNormalizer.normalize(raw);
    assertThat(PlateNormalizer.normalize(once)).isEqualTo(once);
  }

  @Property
  void normalize_ordinaryPlate_unchanged(@ForAll("ordinary") String plate) {
    assertThat(PlateNormalizer.normalize(plate)).isEqualTo(plate);
    assertThat(PlateNumber.of(plate).text()).isEqualTo(plate);
  }

  @Property
  void normalize_separatorsAnywhere_makeNoDifference(
      @ForAll("ordinary") String plate, @ForAll("separators") String separator) {
    StringBuilder spread = new StringBuilder(separator);
    plate.chars().forEach(c -> spread.append((char) c).append(separator));
    assertThat(PlateNormalizer.normalize(spread.toString())).isEqualTo(plate);
  }

  @Property
  void parse_whatIsParsed_isAcceptedByTheGrammarAndMasked(@ForAll("plateLike") String raw) {
    PlateNumber.parse(raw)
        .ifPresent(
            number -> {
              assertThat(PlateGrammar.listCategories(number.text())).isNotEmpty();
              assertThat(number.text()).hasSizeBetween(7, 8);
              String middle = number.text().substring(3, number.text().length() - 1);
              assertThat(number.toString())
                  .hasSize(number.text().length())
                  .isEqualTo(number.masked())
                  .contains("*".repeat(middle.length()))
                  .doesNotContain(middle);
            });
  }

  @Provide
  Arbitrary<String> plateLike() {
    String noise = "OIoi·-. ＡАВОΟІ０１abcdz?消\u0307\u030a";
    return Arbitraries.strings()
        .withChars(PlateAlphabet.PROVINCES + PlateAlphabet.SPECIALS)
        .withChars(SERIAL + SERIAL + noise)
        .ofMaxLength(10);
  }

  @Provide
  Arbitrary<String> ordinary() {
    return Combinators.combine(
            Arbitraries.of(PlateAlphabet.PROVINCES.chars().mapToObj(c -> (char) c).toList()),
            Arbitraries.strings().withChars(PlateAlphabet.LETTERS).ofLength(1),
            Arbitraries.strings().withChars(SERIAL).ofLength(5))
        .as((province, office, serial) -> province + office + serial);
  }

  @Provide
  Arbitrary<String> separators() {
    return Arbitraries.strings().withChars("·.•・‧∙⋅-—_ \t　。–‐").ofMaxLength(2);
  }
}
