package io.wugan.core.plate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlateNumberTest {

  @ParameterizedTest
  @CsvSource({"浙A12345, 浙A1***5", "浙AD12345, 浙AD****5", "WJ粤8888X, WJ粤****X", "浙X1234应急, 浙X1****急"})
  void toString_plate_hidesTheMiddle(String plate, String masked) {
    PlateNumber number = PlateNumber.of(plate);
    assertThat(number).hasToString(masked);
    assertThat(number.text()).isEqualTo(plate);
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "浙, *", "浙A12, ****", "浙A123, 浙A1*3", "1234, ****"})
  void mask_shortText_givesNothingAway(String text, String masked) {
    assertThat(PlateNumber.mask(text)).isEqualTo(masked);
  }

  @Test
  void of_noPlate_refusedWithoutSpellingItOut() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlateNumber.of("KL26H5009"))
        .withMessageContaining("GA 36-2018")
        .withMessageContaining("9 characters")
        .withMessageNotContaining("26H5009")
        .withMessageNotContaining("H500");
  }

  @Test
  void constructor_textNotInNormalForm_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PlateNumber("浙A·12345"));
  }

  @Test
  void parse_differentSpellings_equal() {
    assertThat(PlateNumber.parse("浙a·12345")).isEqualTo(PlateNumber.parse("浙Ａ１２３４５"));
    assertThat(PlateNumber.parse("no plate")).isEmpty();
  }
}
