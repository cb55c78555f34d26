package io.wugan.sync.contract;

import static io.wugan.sync.contract.Schemas.errors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.core.bay.BayBoard;
import io.wugan.core.bay.BayReport;
import io.wugan.core.bay.BayRules;
import io.wugan.core.bay.BaySensor;
import io.wugan.core.health.HealthFault;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.sync.testing.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes between board and cloud beside records, held against golden files and schemas. */
class BoardMessagesTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final UUID EPOCH = UUID.fromString("019ca869-0000-7000-8000-000000000001");
  private static final UUID COMMAND = UUID.fromString("019ca869-0000-7000-8000-00000000c001");

  private static JsonNode check(String schema, String name, byte[] written) throws IOException {
    String directory = System.getProperty("golden.write");
    if (directory != null) {
      Files.write(Path.of(directory, name + ".json"), written);
    }
    assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(golden(name));
    JsonNode message = MAPPER.readTree(written);
    assertThat(errors(schema, message)).isEmpty();
    return message;
  }

  private static String golden(String name) throws IOException {
    String resource = "/io/wugan/sync/golden/" + name + ".json";
    try (InputStream in = BoardMessagesTest.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    }
  }

  private static Heartbeat heartbeat(Heartbeat.Machine machine, Optional<Instant> oldest) {
    return new Heartbeat(
        Samples.at(0),
        "0.1.0",
        3_600,
        new Heartbeat.Config(0, "ab".repeat(32), oldest, Optional.of("3.1.1")),
        new Heartbeat.Records(EPOCH.toString(), 120, 98, 22, 1, oldest, 3, 2, 0),
        new Heartbeat.Lot(57, 56, 2, 4),
        List.of(
            new Heartbeat.LaneState(
                "in1",
                24.96,
                OptionalLong.of(41),
                OptionalDouble.of(38.24),
                OptionalDouble.of(131.5),
                12,
                1),
            new Heartbeat.LaneState(
                "out1",
                0,
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0,
                0)),
        machine,
        List.of(
            new HealthFault(
                HealthKind.CAMERA_SILENT,
                HealthPlace.device("out1", "cam-out1"),
                Samples.at(0),
                "no picture for 5 s"),
            new HealthFault(HealthKind.BOARD_HOT, HealthPlace.BOARD, Samples.at(0), "")));
  }

  @Test
  void heartbeat_isAsTheGoldenFile() throws IOException {
    Heartbeat.Machine machine =
        new Heartbeat.Machine(
            OptionalDouble.of(31.25),
            OptionalLong.of(276),
            OptionalLong.of(3_100),
            20_480,
            1_234,
            20_000,
            OptionalLong.of(212),
            OptionalDouble.of(61.8),
            Optional.of(
                new Heartbeat.Power(
                    Set.of(),
                    Set.of(Heartbeat.PowerFault.HOT, Heartbeat.PowerFault.UNDER_VOLTAGE))));

    JsonNode message =
        check("heartbeat", "heartbeat", heartbeat(machine, Optional.of(Samples.START)).json());

    ((ObjectNode) message.get("machine")).put("cpuPercent", 101);
    assertThat(errors("heartbeat", message)).isNotEmpty();
  }

  @Test
  void heartbeat_ofAMachineThatTellsNothing_leavesItOut() throws IOException {
    Heartbeat.Machine silent =
        new Heartbeat.Machine(
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            1,
            2,
            3,
            OptionalLong.empty(),
            OptionalDouble.empty(),
            Optional.empty());

    JsonNode message = MAPPER.readTree(heartbeat(silent, Optional.empty()).json());

    assertThat(errors("heartbeat", message)).isEmpty();
    assertThat(message.get("machine").size()).isEqualTo(3);
    assertThat(message.at("/records/oldestPending").isMissingNode()).isTrue();
  }

  @Test
  void digest_isAsTheGoldenFile() throws IOException {
    List<DigestMessage.Block> blocks =
        List.of(
            new DigestMessage.Block(1, 1000, 1000, "12".repeat(32), List.of()),
            new DigestMessage.Block(
                1001,
                1120,
                117,
                "34".repeat(32),
                List.of(new DigestMessage.Range(1005, 1006), new DigestMessage.Range(1120, 1120))));

    JsonNode message =
        check("digest", "digest", DigestMessage.json(EPOCH, Samples.START, 1120, blocks));

    ((ObjectNode) message.at("/blocks/0")).put("hash", "12");
    assertThat(errors("digest", message)).isNotEmpty();
  }

  @Test
  void evidence_isAsTheGoldenFile() throws IOException {
    UUID record = UUID.fromString("019ca869-507b-72fc-9d2a-6f1b2c3d4e5f");
    UUID passage = UUID.fromString("019ca869-507b-72fa-8d2a-6f1b2c3d4e50");
    UUID session = UUID.fromString("019ca869-507b-72fb-a743-67bd738597dc");
    List<EvidenceManifest.Entry> entries =
        List.of(
            new EvidenceManifest.Entry(
                new RecordImage(
                    record,
                    passage,
                    Optional.of(session),
                    "SCENE",
                    "ab".repeat(32),
                    81_234,
                    Samples.START),
                "UPLOADED",
                2,
                Samples.START.plusSeconds(9),
                Optional.of("https://store.example/s01/e01/" + "ab".repeat(32) + ".jpg")),
            new EvidenceManifest.Entry(
                new RecordImage(
                    record,
                    passage,
                    Optional.empty(),
                    "PLATE",
                    "cd".repeat(32),
                    4_321,
                    Samples.START),
                "WAITING",
                1,
                Samples.START,
                Optional.empty()));

    JsonNode message =
        check(
            "evidence", "evidence", EvidenceManifest.json(Samples.START.plusSeconds(10), entries));

    ((ObjectNode) message.at("/pictures/0")).remove("url");
    assertThat(errors("evidence", message)).as("uploaded, nobody knows where").isNotEmpty();
  }

  @Test
  void bays_areAsTheGoldenFile() throws IOException {
    BayBoard board =
        new BayBoard(new BayRules(Duration.ZERO, 3, 15, 0), (kind, place, wrong, detail) -> {});
    board.add(new BaySensor("s-017", "A-17", Duration.ofMinutes(5)), Samples.at(0));
    board.add(new BaySensor("s-018", "残疾人 1", Duration.ofMinutes(5)), Samples.at(0));
    OptionalInt none = OptionalInt.empty();
    board.report(
        "s-017",
        new BayReport(
            OptionalLong.empty(),
            5,
            true,
            OptionalInt.of(20),
            OptionalInt.of(83),
            none,
            OptionalInt.of(-71)),
        Samples.at(60));

    JsonNode message =
        check(
            "bays",
            "bays",
            BayMessage.json(Samples.at(61), new BayMessage.Part(true, 1, 1), board.states()));

    ((ObjectNode) message.at("/bays/0")).remove("sensor");
    assertThat(errors("bays", message)).as("nobody says so").isNotEmpty();
  }

  @Test
  void bays_aHundredWithLongNames_fitOneMessage() {
    BayBoard board = new BayBoard(BayRules.DEFAULT, (kind, place, wrong, detail) -> {});
    for (int i = 0; i < BayMessage.MOST; i++) {
      String id = "s".repeat(60) + (100 + i);
      board.add(new BaySensor(id, "车".repeat(32), Duration.ofMinutes(5)), Samples.at(0));
      board.report(id, BayReport.of(1, true), Samples.at(1));
    }

    byte[] message = BayMessage.json(Samples.at(2), BayMessage.Part.CHANGES, board.states());

    assertThat(message.length).isLessThan(48 * 1024);
  }

  @Test
  void result_isAsTheGoldenFile() throws IOException {
    CommandResult snapshot =
        new CommandResult(
            COMMAND,
            "snapshot",
            CommandStatus.DONE,
            "kept",
            Map.of("sha256", "ab".repeat(32), "bytes", "81234", "mediaType", "image/jpeg"),
            Samples.START);

    JsonNode message = check("result", "result-snapshot", snapshot.json());

    ((ObjectNode) message).put("status", "PERHAPS");
    assertThat(errors("result", message)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "command-correct, correct",
    "command-review, review",
    "command-list, list",
    "command-resend, resend",
    "command-snapshot, snapshot",
    "command-hold, hold",
    "command-restart, restart"
  })
  void command_ofTheGoldenFile_isRead(String name, String type) throws Exception {
    byte[] golden = golden(name).getBytes(StandardCharsets.UTF_8);

    CloudCommand read = new CommandReader().read(golden);

    assertThat(errors("command", MAPPER.readTree(golden))).isEmpty();
    assertThat(read.id()).isEqualTo(COMMAND);
    assertThat(read.type()).isEqualTo(type);
    assertThat(read.edge()).isEqualTo("s01/e01");
    assertThat(read.expires()).isEqualTo(Instant.parse("2026-03-01T08:10:00Z"));
    assertThat(read.by()).isEqualTo("li.na");
  }

  /** Columns: key, what stands there instead (nothing: the key is missing), what is said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cmdId | "7"                    | cmdId is no UUID
          cmdId |                        | cmdId is no text
          edge  | 1                      | edge is no text
          type  | "Rm -rf"               | type is not 1 to 32
          type  | ""                     | type is not 1 to 32
          exp   | "tomorrow"             | exp is no time
          exp   | "2026-03-01T08:10:00"  | exp is no time
          by    | " "                    | by is not a name
          by    | "a\\nb"                | by is not a name
          args  | []                     | args is no object
          args  |                        | args is no object
          """)
  void command_withAHarmedKey_isRefused(String key, String instead, String said) throws Exception {
    ObjectNode command = (ObjectNode) MAPPER.readTree(golden("command-restart"));
    if (instead == null) {
      command.remove(key);
    } else {
      command.set(key, MAPPER.readTree(instead));
    }

    assertThatThrownBy(() -> new CommandReader().read(MAPPER.writeValueAsBytes(command)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(said);
  }

  @Test
  void update_isAsTheGoldenFile() throws IOException {
    ReportedUpdate update =
        new ReportedUpdate(
            "0.3.0",
            "0.2.0",
            "0.2.0",
            ReportedUpdate.Status.REVERTED,
            100,
            "the camera of lane out1 gives no pictures any more",
            Samples.START);

    JsonNode message = check("update", "update", update.json());

    ((ObjectNode) message).put("status", "WONDERFUL");
    assertThat(errors("update", message)).isNotEmpty();
  }
}
