package io.wugan.core.plate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlateNormalizerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "浙A·12345",
        "浙A.12345",
        "浙A•12345",
        "浙A・12345",
        "浙A‧12345",
        "浙A∙12345",
        "浙A⋅12345",
        "浙A･12345",
        "浙A．12345",
        "浙A。12345",
        "浙A 12345",
        " 浙 A 1 2 3 4 5 ",
        "浙A\t12345",
        "浙A\u300012345",
        "浙A\u00a012345",
        "浙A\u200b12345",
        "\ufeff浙A12345",
        "浙A-12345",
        "浙A－12345",
        "浙A–12345",
        "浙A—12345",
        "浙A‐12345",
        "浙A−12345",
        "浙A_12345",
        "浙A˙12345",
        "浙A·\u030a12345",
        "浙A●12345",
        "浙A\n12345"
      })
  void separators_ofAllKinds_removed(String raw) {
    assertThat(PlateNormalizer.normalize(raw)).isEqualTo("浙A12345");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          浙a12b45   | 浙A12B45
          ja12345    | JA12345
          浙Ａ１２３４５ | 浙A12345
          浙ａ·ｄ１２３４ | 浙AD1234
          浙А12345   | 浙A12345
          浙а12345   | 浙A12345
          浙АВ1234   | 浙AB1234
          浙Α12345   | 浙A12345
          浙AΖ2345   | 浙AZ2345
          浙ЕМНКР5Т  | 浙EMHKP5T
          浙AС1Х45   | 浙AC1X45
          浙AЅ2345   | 浙AS2345
          ЈA12345    | JA12345
          浙Á12345   | 浙A12345
          浙A1О345   | 浙A10345
          浙A1Ο345   | 浙A10345
          浙A1І345   | 浙A11345
          浙A1Ι345   | 浙A11345
          """)
  void spelling_otherKeyboards_latinCapitalsByPosition(String raw, String expected) {
    assertThat(PlateNormalizer.normalize(raw)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          浙A1O345    | 浙A10345
          浙A1I345    | 浙A11345
          浙AOOOOI    | 浙A00001
          浙AO12345   | 浙AD12345
          浙A012345   | 浙AD12345
          浙A812345   | 浙AB12345
          浙A612345   | 浙AG12345
          浙012345    | 浙D12345
          浙812345    | 浙B12345
          浙512345    | 浙S12345
          浙212345    | 浙Z12345
          浙612345    | 浙G12345
          浙0D12345   | 浙DD12345
          浙ADB123S   | 浙ADB1235
          浙ADBIZ34   | 浙ADB1234
          浙AD1Z34S   | 浙AD12345
          浙AIZ345D   | 浙A12345D
          浙A1234SD   | 浙A12345D
          浙A12O4警   | 浙A1204警
          WJ粤888OX   | WJ粤8880X
          JAI2345     | JA12345
          224S78使    | 224S78使
          京1234O应急 | 京12340应急
          """)
  void character_illegalInItsPlace_correctedWhereOneReadingIsLeft(String raw, String expected) {
    assertThat(PlateNormalizer.normalize(raw)).isEqualTo(expected);
  }

  /** Digit and letter are both legal there, or two corrections of one text are. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "浙A0D8B5", "浙AS5Z2G", "浙AD12345", "浙ADS1234", "浙A12345D", "川O12345", "京12345应急",
        "浙0112345", "沪224001领", "使224578", "民航B1234", "粤ZJ068澳", "WJ粤8888X", "浙AD1234D"
      })
  void character_legalInItsPlace_leftAlone(String text) {
    assertThat(PlateNormalizer.normalize(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          浙I12345    | 浙I12345
          浙112345    | 浙112345
          A12345      | A12345
          浙A1?345    | 浙A1?345
          ''          | ''
          浙          | 浙
          """)
  void text_thatBecomesNoPlate_isNotForced(String raw, String expected) {
    assertThat(PlateNormalizer.normalize(raw)).isEqualTo(expected);
    assertThat(PlateNumber.parse(raw)).isEmpty();
  }
}
