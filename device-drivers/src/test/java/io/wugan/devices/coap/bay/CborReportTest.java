package io.wugan.devices.coap.bay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.bay.BayReport;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborReportTest {

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  @Test
  void cbor_everyField_isRead() throws MalformedReportException {
    // {"boot": 7, "seq": 70000, "occupied": true, "age": 5, "batteryPct": 80, "rssi": -71}
    BayReport report =
        CborReport.read(
            hex(
                "A6 64 626F6F74 07 63 736571 1A 00011170 68 6F63637570696564 F5"
                    + "63 616765 05 6A 62617474657279506374 1850 64 72737369 3846"));

    assertThat(report.boot()).hasValue(7);
    assertThat(report.seq()).isEqualTo(70_000);
    assertThat(report.occupied()).isTrue();
    assertThat(report.ageSeconds()).hasValue(5);
    assertThat(report.batteryPercent()).hasValue(80);
    assertThat(report.rssiDbm()).hasValue(-71);
    assertThat(report.batteryMillivolts()).isEmpty();
  }

  @Test
  void cbor_unknownFieldsOfAnyKind_areSkipped() throws MalformedReportException {
    // {"x": [1, {"y": "z"}], "t": 1(0), "f": 1.5, "n": null, "b": h'0102', "seq": 1, "occupied":
    // false}
    BayReport report =
        CborReport.read(
            hex(
                "A7 61 78 82 01 A1 61 79 61 7A 61 74 C1 00 61 66 F9 3E00 61 6E F6 61 62 42 0102"
                    + "63 736571 01 68 6F63637570696564 F4"));

    assertThat(report.seq()).isEqualTo(1);
    assertThat(report.occupied()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "01,a map is wanted",
    "A1,cut short",
    "A1 63 736571 01,occupied is wanted",
    "A1 01 02,keys are to be text",
    "BF,lengths are to be known",
    "A1 7A FFFFFFFF,cut short",
    "A1 61 78 9B 7FFFFFFFFFFFFFFF 00,cut short",
    "A1 61 78 81 81 81 81 81 81 00,nested deeper",
    "A2 63 736571 01 63 736571 02,seq is there twice",
    "A0 00,something follows",
  })
  void cbor_malformed_saysWhat(String digits, String message) {
    assertThatThrownBy(() -> CborReport.read(hex(digits)))
        .isInstanceOf(MalformedReportException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anyBytes_areReadOrRefused() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 0 && i % 2 == 0) {
        bytes[0] = (byte) (0xA0 | (bytes[0] & 0x1F));
      }
      try {
        assertThat(CborReport.read(bytes)).isNotNull();
      } catch (MalformedReportException refused) {
        assertThat(refused).hasMessageMatching(".+");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[];an object is wanted",
        "{\"seq\":1};occupied is wanted",
        "{\"seq\":1.5,\"occupied\":true};seq is not a whole number",
        "{\"seq\":1,\"occupied\":1};occupied is wanted",
        "{\"seq\":1,\"occupied\":true} {};something follows",
        "{\"seq\":99999999999,\"occupied\":true};not 0 to 4294967295",
        "{\"seq\":99999999999999999999,\"occupied\":true};no JSON",
        "{\"seq\":1,;no JSON",
        "{\"seq\":1,\"seq\":2,\"occupied\":true};seq is there twice",
      })
  void json_malformed_saysWhat(String text, String message) {
    assertThatThrownBy(() -> JsonReport.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedReportException.class)
        .hasMessageContaining(message);
  }

  @Test
  void json_unknownFields_areSkipped() throws MalformedReportException {
    String text = "{\"x\":{\"seq\":9,\"y\":[1,2]},\"seq\":3,\"occupied\":true,\"batteryMv\":3600}";

    BayReport report = JsonReport.read(text.getBytes(StandardCharsets.UTF_8));

    assertThat(report.seq()).isEqualTo(3);
    assertThat(report.batteryMillivolts()).hasValue(3600);
  }
}
