package io.wugan.core.plate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlateGrammarTest {

  /** Yes: texts that the category accepts; no: texts that it refuses, whatever others say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SMALL_BLUE     | 浙A12345 京N8P8F8 川O12345 新CABCDE | A12345 浙12345 浙I12345 浙A1234 浙A123456 浙AO2345 浙A1234I
          LARGE_YELLOW   | 浙A12345 鲁B9876C                   | 浙A1234挂 浙A1234学
          LOW_SPEED      | 豫A12345                           | 豫A1234
          MOTORCYCLE     | 粤B12345                           | 粤B1234
          MOPED          | 粤B12345                           | 粤B1234
          NEV_SMALL      | 浙AD12345 浙AF12345 浙ADB1234 浙AK00000 | 浙A12345D 浙AL12345 浙AI12345 浙AD1234 浙ADBB234 浙A112345
          NEV_LARGE      | 浙A12345D 浙A00000F 浙B54321K        | 浙AD12345 浙A12345L 浙A1234D 浙A1B345D
          TRAILER        | 浙A1234挂 冀BAB12挂                  | 浙A12345挂 浙A123挂 挂A12345
          COACH          | 浙A1234学 苏E12AB学                  | 浙A12345学 学A12345
          POLICE         | 浙A0006警 浙O1234警                  | 浙A00061警 警A12345
          EMERGENCY      | 浙X1234应急 浙S0001应急 京12345应急   | 浙A1234应急 浙X12345应急 浙X1234应 京1234应急
          HK_MACAU       | 粤ZJ068澳 粤ZA123港                  | 粤AJ068澳 浙ZJ068澳 粤ZJ0681澳 粤ZJ068
          EMBASSY        | 224578使 使224578                   | 22457使 使2245781 224578
          CONSULATE      | 沪A0023领 沪224001领                 | 沪A00231领 沪O0023领 沪22400领
          MILITARY       | JA12345 VB00001                     | J12345 JAB1234 JO12345 WJ12345 JA123456
          ARMED_POLICE   | WJ粤8888X WJ浙12345 WJ12345 WJ1234B  | WJ粤8888 WJ粤88881X WA粤88881 WJ粤8888O
          CIVIL_AVIATION | 民航12345 民航B1234                  | 民航1234 民12345 民航O1234
          TRACTOR        | 浙0112345 浙01AB123                 | 浙A112345 浙011234
          TEMPORARY      | 浙A1234临 浙A12345临 浙A1234超 浙A1234试 | 浙A123临 浙A123456临 浙12345临
          """)
  void category_samples_acceptedAndRefused(PlateCategory category, String yes, String no) {
    assertThat(yes.split(" "))
        .allSatisfy(text -> assertThat(PlateGrammar.fits(text, category)).as(text).isTrue());
    assertThat(no.split(" "))
        .allSatisfy(text -> assertThat(PlateGrammar.fits(text, category)).as(text).isFalse());
  }

  @Test
  void everyCategory_exceptUnknown_hasARule() {
    List<PlateCategory> withRule =
        Stream.of(
                "浙A12345 浙AD12345 浙A12345D 浙A1234挂 浙A1234学 浙A0006警 浙X1234应急 粤ZJ068澳 224578使"
                    .split(" "))
            .flatMap(text -> PlateGrammar.listCategories(text).stream())
            .toList();
    List<PlateCategory> withRuleToo =
        Stream.of("沪A0023领 JA12345 WJ粤8888X 民航12345 浙0112345 浙A1234临".split(" "))
            .flatMap(text -> PlateGrammar.listCategories(text).stream())
            .toList();

    assertThat(Stream.concat(withRule.stream(), withRuleToo.stream()).distinct())
        .containsExactlyInAnyOrder(
            Stream.of(PlateCategory.values())
                .filter(category -> category != PlateCategory.UNKNOWN)
                .toArray(PlateCategory[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "浙",
        "浙A",
        "ABC1234",
        "12345678",
        "浙A1234学学",
        "浙a12345",
        "浙A·12345",
        "KL26H5009"
      })
  void text_ofNoPlate_hasNoCategory(String text) {
    assertThat(PlateGrammar.listCategories(text)).isEmpty();
    assertThat(PlateGrammar.fits(text, PlateCategory.UNKNOWN)).isFalse();
    assertThat(PlateGrammar.categoryOf(text, PlateColor.BLUE)).isEqualTo(PlateCategory.UNKNOWN);
    assertThat(PlateGrammar.impliedColor(text)).isEqualTo(PlateColor.UNKNOWN);
    assertThat(PlateGrammar.plausibility(text)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          浙A12345   | BLUE         | SMALL_BLUE
          浙A12345   | YELLOW       | LARGE_YELLOW
          浙A12345   | UNKNOWN      | SMALL_BLUE
          浙A12345   | BLACK        | SMALL_BLUE
          浙AD12345  | GREEN        | NEV_SMALL
          浙AD12345  | BLUE         | NEV_SMALL
          浙A12345D  | YELLOW_GREEN | NEV_LARGE
          浙A1234挂  | YELLOW       | TRAILER
          浙A0006警  | UNKNOWN      | POLICE
          浙X1234应急 | UNKNOWN      | EMERGENCY
          京12345应急 | WHITE        | EMERGENCY
          粤ZJ068澳  | BLACK        | HK_MACAU
          224578使   | WHITE        | EMBASSY
          JA12345    | WHITE        | MILITARY
          WJ12345    | WHITE        | ARMED_POLICE
          WJ粤8888X  | UNKNOWN      | ARMED_POLICE
          浙A1234临  | BLUE         | TEMPORARY
          """)
  void categoryOf_textAndColor_firstThatFitsBoth(
      String text, PlateColor color, PlateCategory expected) {
    assertThat(PlateGrammar.categoryOf(text, color)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          浙A12345   | UNKNOWN
          浙AD12345  | GREEN
          浙A12345D  | YELLOW_GREEN
          浙A1234挂  | YELLOW
          浙A1234学  | YELLOW
          浙A0006警  | WHITE
          浙X1234应急 | WHITE
          WJ粤8888X  | WHITE
          WJ12345    | WHITE
          JA12345    | WHITE
          粤ZJ068澳  | BLACK
          224578使   | UNKNOWN
          浙A1234临  | UNKNOWN
          """)
  void impliedColor_text_theOnlyColorItsCategoriesComeIn(String text, PlateColor expected) {
    assertThat(PlateGrammar.impliedColor(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "浙A12345, 1",
    "浙A1B3C5, 1",
    "浙AD12345, 1",
    "浙X1234应急, 1",
    "WJ粤8888X, 1",
    "浙ABCD45, 0.6",
    "川O12345, 0.7",
    "川O1234警, 0.7",
    "浙0112345, 0.6",
    "浙A1234临, 0.6",
    "浙A1234, 0"
  })
  void plausibility_rareSeries_scoredLowerNotRefused(String text, double expected) {
    assertThat(PlateGrammar.plausibility(text)).isEqualTo(expected);
  }

  @Test
  void everyProvince_ordinaryPlate_accepted() {
    assertThat(PlateAlphabet.PROVINCES).hasSize(31);
    PlateAlphabet.PROVINCES
        .chars()
        .forEach(
            province ->
                assertThat(PlateGrammar.listCategories((char) province + "A12345")).isNotEmpty());
  }
}
