package io.wugan.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.core.record.ParkingRecord;
import io.wugan.sync.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A plate goes out of every kind of record, and nothing else does. */
class PlateScrubberTest {

  private static final UUID EPOCH = UUID.fromString("019ca869-0000-7000-8000-000000000001");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PLATE = "浙A12345";

  private static byte[] bytes(ParkingRecord record) {
    return Samples.codec().encode(EPOCH, 7, record);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  @Test
  void plateThatIsNotThere_leavesEveryByteAsItWas() {
    for (Map.Entry<String, ParkingRecord> record : new Records().all().entrySet()) {
      byte[] before = bytes(record.getValue());
      byte[] after = PlateScrubber.scrub(before, "京Q00000", false).orElseThrow();
      assertThat(text(after)).as(record.getKey()).isEqualTo(text(before));
    }
  }

  @Test
  void everyRecord_losesIt_andKeepsToTheContract() throws IOException {
    int had = 0;
    for (Map.Entry<String, ParkingRecord> record : new Records().all().entrySet()) {
      byte[] before = bytes(record.getValue());
      had += text(before).contains(PLATE) ? 1 : 0;
      for (boolean ofVehicle : new boolean[] {false, true}) {
        byte[] after = PlateScrubber.scrub(before, PLATE, ofVehicle).orElseThrow();
        assertThat(text(after)).as(record.getKey()).doesNotContain(PLATE);
        JsonNode event = MAPPER.readTree(after);
        assertThat(Schemas.errors(event.get("type").textValue(), event))
            .as(record.getKey())
            .isEmpty();
        assertThat(event.get("id")).isEqualTo(MAPPER.readTree(before).get("id"));
      }
    }
    assertThat(had).as("records that named it").isGreaterThan(5);
  }

  @Test
  void whatWasReadForIt_goesWithTheVehicle_letterByLetterToo() throws IOException {
    byte[] exit = bytes(new Records().all().get("exit-fuzzy"));
    String other =
        text(exit)
            .replace(
                "\"number\":\"浙A12345\",\"raw\":\"浙A12345\"",
                "\"number\":\"浙A12B45\",\"raw\":\"浙A12B45\"");

    JsonNode own =
        MAPPER.readTree(
            PlateScrubber.scrub(other.getBytes(StandardCharsets.UTF_8), PLATE, true).orElseThrow());
    JsonNode foreign =
        MAPPER.readTree(
            PlateScrubber.scrub(other.getBytes(StandardCharsets.UTF_8), PLATE, false)
                .orElseThrow());

    assertThat(own.at("/data/plate/number").isNull()).isTrue();
    assertThat(own.at("/data/plate/chars")).isEmpty();
    assertThat(foreign.at("/data/plate/number").textValue()).isEqualTo("浙A12B45");
    assertThat(foreign.at("/data/plate/chars")).hasSize(7);
  }

  @Test
  void textThatIsNoJson_isNotTouched() {
    assertThat(PlateScrubber.scrub(new byte[] {'{'}, PLATE, true)).isEmpty();
  }
}
