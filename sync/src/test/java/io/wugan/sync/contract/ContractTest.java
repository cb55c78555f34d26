package io.wugan.sync.contract;

import static io.wugan.sync.contract.Schemas.errors;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.core.lane.Direction;
import io.wugan.core.record.ParkingRecord;
import io.wugan.sync.testing.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ContractTest {

  private static final UUID EPOCH = UUID.fromString("019ca869-0000-7000-8000-000000000001");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> record_isWritten_asTheGoldenFile_andAsTheSchemaSays() {
    int[] seq = {0};
    return new Records()
        .all().entrySet().stream()
            .map(
                entry -> {
                  long number = ++seq[0];
                  return DynamicTest.dynamicTest(
                      entry.getKey(), () -> check(entry.getKey(), number, entry.getValue()));
                });
  }

  private static void check(String name, long seq, ParkingRecord record) throws IOException {
    byte[] written = Samples.codec().encode(EPOCH, seq, record);

    assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(golden(name, written));
    JsonNode event = MAPPER.readTree(written);
    assertThat(errors(event.get("type").textValue(), event)).isEmpty();
    assertThat(errors("events", MAPPER.createArrayNode().add(event))).isEmpty();
    assertThat(written.length).isLessThan(8 * 1024);
  }

  /** The golden file; -Dgolden.write=DIRECTORY writes them anew. */
  private static String golden(String name, byte[] written) throws IOException {
    String directory = System.getProperty("golden.write");
    if (directory != null) {
      Files.write(Path.of(directory, name + ".json"), written);
    }
    String resource = "/io/wugan/sync/golden/" + name + ".json";
    try (InputStream in = ContractTest.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    }
  }

  private static ObjectNode event(String name) {
    Map<String, ParkingRecord> all = new Records().all();
    try {
      return (ObjectNode)
          MAPPER.readTree(Samples.codec().encode(EPOCH, 1, Optional.of(all.get(name)).get()));
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static DynamicTest refused(String what, String name, Consumer<ObjectNode> harm) {
    return DynamicTest.dynamicTest(
        what,
        () -> {
          ObjectNode event = event(name);
          String type = event.get("type").textValue();
          assertThat(errors(type, event)).isEmpty();
          harm.accept(event);
          assertThat(errors(type, event)).isNotEmpty();
        });
  }

  @TestFactory
  Stream<DynamicTest> harmedEvent_isRefused_byTheSchema() {
    return Stream.of(
        refused("no seq", "entry", event -> event.remove("seq")),
        refused("seq as a number", "entry", event -> event.put("seq", 1)),
        refused("seq zero", "entry", event -> event.put("seq", "0")),
        refused("other type", "entry", event -> event.put("type", "parking.exit.v1")),
        refused("no epoch", "exit-exact", event -> event.remove("epoch")),
        refused("clock unheard of", "entry", event -> event.put("clock", "fine")),
        refused("local time", "entry", event -> event.put("time", "2026-03-01T16:00:00+08:00")),
        refused("entry without subject", "entry", event -> event.remove("subject")),
        refused(
            "entry of a closed session",
            "entry",
            event -> ((ObjectNode) event.at("/data/session")).put("state", "CLOSED")),
        refused(
            "anchor of a clock that nobody trusts",
            "clock-first-sync",
            event -> ((ObjectNode) event.at("/data/anchor/at")).put("clock", "unknown")),
        refused(
            "hint that says no",
            "exit-exempt-hint",
            event -> ((ObjectNode) event.get("data")).put("exemptHint", false)),
        refused(
            "alert that is neither raised nor cleared",
            "alert-arrears",
            event -> ((ObjectNode) event.at("/data/alert")).put("state", "PERHAPS")),
        refused(
            "alert from nowhere",
            "alert-display-silent",
            event -> ((ObjectNode) event.at("/data/alert")).remove("lane")),
        refused(
            "exit without match",
            "exit-exact",
            event -> ((ObjectNode) event.get("data")).remove("match")),
        refused(
            "stay without a known exit",
            "session-overdue",
            event -> ((ObjectNode) event.at("/data/session")).put("stayMillis", 5)),
        refused(
            "confidence above one",
            "entry",
            event -> ((ObjectNode) event.at("/data/plate")).put("confidence", 1.01)),
        refused(
            "three corners",
            "entry",
            event -> ((ArrayNode) event.at("/data/plate/quad")).remove(0)),
        refused(
            "hash cut short",
            "entry",
            event -> ((ObjectNode) event.at("/data/images/0")).put("sha256", "abc")));
  }

  @Test
  void event_withMoreFields_isAccepted() {
    ObjectNode event = event("entry");
    event.put("traceparent", "00-ab-cd-01");
    ((ObjectNode) event.get("data")).put("later", true);

    assertThat(errors("parking.entry.v1", event)).isEmpty();
  }

  @Test
  void sameRecord_givesTheSameBytes() {
    ParkingRecord record = new Records().all().get("exit-fuzzy");

    byte[] first = Samples.codec().encode(EPOCH, 7, record);

    assertThat(Arrays.equals(first, Samples.codec().encode(EPOCH, 7, record))).isTrue();
  }

  @Test
  void passageAlone_isOneLine() throws IOException {
    byte[] line =
        Samples.codec()
            .passageJson(new Samples(1).passage(Direction.ENTER, Optional.of("浙A12345"), 0));

    String text = new String(line, StandardCharsets.UTF_8);
    assertThat(text).startsWith("{\"kind\":\"passage\",\"lane\":\"in1\"").doesNotContain("\n");
    assertThat(MAPPER.readTree(text).at("/plate/number").textValue()).isEqualTo("浙A12345");
  }

  @Test
  void statusMessages_areAsTheSchemaSays() throws IOException {
    byte[] online =
        StatusMessage.online(EPOCH, EPOCH, 12, 10, "0.1", Samples.at(0), Optional.empty());
    byte[] salvaged =
        StatusMessage.online(
            EPOCH, EPOCH, 12, 10, "0.1", Samples.at(0), Optional.of(new ClosedEpoch(EPOCH, 9)));
    byte[] offline = StatusMessage.offline(EPOCH);

    assertThat(errors("status", MAPPER.readTree(online))).isEmpty();
    assertThat(errors("status", MAPPER.readTree(offline))).isEmpty();
    assertThat(errors("status", MAPPER.readTree(salvaged))).isEmpty();
    assertThat(MAPPER.readTree(salvaged).at("/closes/lastSeq").textValue()).isEqualTo("9");
    assertThat(errors("status", MAPPER.readTree("{\"online\":true}"))).isNotEmpty();
  }

  @Test
  void birthOfASalvagedLedger_saysWhichSequenceEnded() throws IOException {
    ClosedEpoch closed =
        new ClosedEpoch(UUID.fromString("019ca869-0000-7000-8000-00000000000a"), 77);
    JsonNode birth =
        MAPPER.readTree(
            StatusMessage.online(EPOCH, EPOCH, 12, 10, "0.1", Samples.at(0), Optional.of(closed)));

    assertThat(errors("status", birth)).isEmpty();
    assertThat(birth.at("/closes/epoch").textValue()).isEqualTo(closed.epoch().toString());
    assertThat(birth.at("/closes/lastSeq").textValue()).isEqualTo("77");
    ((ObjectNode) birth.get("closes")).remove("lastSeq");
    assertThat(errors("status", birth)).isNotEmpty();
  }

  @Test
  void batch_emptyOrTooLong_isRefused() {
    ArrayNode batch = MAPPER.createArrayNode();
    assertThat(errors("events", batch)).isNotEmpty();
    for (int i = 0; i < 51; i++) {
      batch.add(event("entry"));
    }
    assertThat(errors("events", batch)).isNotEmpty();
  }

  @Test
  void asyncApi_namesEverySchemaFile() throws IOException {
    try (InputStream in =
        ContractTest.class.getResourceAsStream("/io/wugan/sync/schema/asyncapi.yaml")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text)
          .startsWith("asyncapi: 3.0.0")
          .contains(
              "up/evt", "up/bkl", "up/st", "up/hb", "up/dig", "up/evd", "up/bay", "up/res",
              "dn/ack", "dn/cmd");
      for (String schema :
          List.of(
              "events",
              "status",
              "heartbeat",
              "digest",
              "evidence",
              "bays",
              "result",
              "ack",
              "command")) {
        assertThat(text).contains("$ref: " + schema + ".json");
      }
    }
  }
}
