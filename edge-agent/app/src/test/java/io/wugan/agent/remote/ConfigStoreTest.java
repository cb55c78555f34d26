package io.wugan.agent.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.config.ConfigFile;
import io.wugan.sync.contract.DesiredConfig;
import io.wugan.sync.contract.DesiredConfigReader;
import io.wugan.sync.contract.MalformedMessageException;
import io.wugan.sync.contract.ReportedConfig;
import io.wugan.sync.contract.ReportedConfig.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigStoreTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
  private static final List<String> SEEING = List.of("in1");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("wugan.yaml");
    Files.writeString(
        file,
        """
        site: s1
        edge: e1
        data: data
        mqtt: {url: "tcp://127.0.0.1:1883"}
        lanes:
          - {id: in1, role: ENTRY, camera: {file: in.mp4}}
        """);
  }

  private ConfigStore open() throws Exception {
    return ConfigStore.open(file, NOON);
  }

  private static ObjectNode document() {
    ObjectNode doc =
        JSON.createObjectNode().put("site", "s1").put("edge", "e1").put("data", "data");
    doc.putObject("mqtt").put("url", "tcp://127.0.0.1:1883");
    doc.putArray("lanes")
        .addObject()
        .put("id", "in1")
        .put("role", "ENTRY")
        .putObject("camera")
        .put("file", "in.mp4");
    return doc;
  }

  private static DesiredConfig desired(long version, JsonNode document) throws Exception {
    ObjectNode message =
        JSON.createObjectNode().put("edge", "s1/e1").put("version", version).put("by", "li.na");
    message.set("doc", document);
    return new DesiredConfigReader().read(JSON.writeValueAsBytes(message));
  }

  private static DesiredConfig threads(long version, int threads) throws Exception {
    ObjectNode doc = document();
    doc.putObject("recognition").put("threads", threads);
    return desired(version, doc);
  }

  private static String told(ConfigStore store) {
    ReportedConfig told = store.told();
    return told.version()
        + " "
        + told.status()
        + (told.reason().isEmpty() ? "" : ": " + told.reason());
  }

  @Test
  void fileOnTheBoard_isInForce_beforeAnythingCame() throws Exception {
    ConfigStore store = open();

    assertThat(store.choose().recognition().threads()).isEqualTo(1);
    assertThat(told(store)).isEqualTo("0 LOCAL");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void goodConfiguration_isOnProbation_andStaysOnceProved() throws Exception {
    ConfigStore store = open();
    assertThat(store.take(threads(7, 3), SEEING)).isTrue();
    assertThat(told(store)).isEqualTo("7 PROBATION");

    store = open();
    assertThat(store.choose().recognition().threads()).isEqualTo(3);
    assertThat(store.choose().source().version()).isEqualTo(7);
    assertThat(store.lanesBefore()).isEqualTo(SEEING);
    store.keep();
    assertThat(told(store)).isEqualTo("7 APPLIED");

    store = open();
    assertThat(store.onTrial()).isEmpty();
    assertThat(store.choose().recognition().threads()).isEqualTo(3);
    assertThat(told(store)).isEqualTo("7 APPLIED");
  }

  @Test
  void configurationThatWasNotProved_isTakenBack_andNeverTriedAgain() throws Exception {
    ConfigStore store = open();
    store.take(threads(7, 3), SEEING);
    store.choose();
    store.revert("the cloud is not in reach");

    store = open();
    assertThat(store.choose().recognition().threads()).isEqualTo(1);
    assertThat(told(store)).isEqualTo("7 REVERTED: the cloud is not in reach");
    assertThat(store.take(threads(7, 3), SEEING)).isFalse();
    assertThat(store.take(threads(8, 4), SEEING)).isTrue();
    assertThat(store.choose().recognition().threads()).isEqualTo(4);
  }

  @Test
  void configurationThatEndsTheAgentAgainAndAgain_isTakenBack() throws Exception {
    open().take(threads(7, 3), SEEING);
    for (int start = 0; start < ConfigStore.MOST_STARTS; start++) {
      assertThat(open().choose().recognition().threads()).isEqualTo(3);
    }

    ConfigStore store = open();
    assertThat(store.choose().recognition().threads()).isEqualTo(1);
    assertThat(told(store))
        .isEqualTo("7 REVERTED: the agent was started 3 times without proving it");
  }

  @Test
  void olderConfiguration_changesNothing() throws Exception {
    ConfigStore store = open();
    store.take(threads(7, 3), SEEING);
    store.choose();
    store.keep();

    assertThat(store.take(threads(6, 2), SEEING)).isFalse();
    assertThat(store.take(threads(7, 2), SEEING)).isFalse();

    assertThat(store.choose().recognition().threads()).isEqualTo(3);
    assertThat(told(store)).isEqualTo("7 APPLIED");
  }

  @Test
  void fileThatAPersonEdits_isInForceAgain_untilANewVersionComes() throws Exception {
    ConfigStore store = open();
    store.take(threads(7, 3), SEEING);
    store.choose();
    store.keep();
    Files.writeString(file, Files.readString(file) + "recognition: {threads: 2}\n");

    store = open();
    assertThat(store.choose().recognition().threads()).isEqualTo(2);
    assertThat(told(store)).isEqualTo("0 LOCAL: the file was edited");
    assertThat(store.take(threads(7, 3), SEEING)).isFalse();
    assertThat(store.take(threads(8, 4), SEEING)).isTrue();
  }

  @Test
  void configuration_withProblems_isRejected_andSaysWhichLine() throws Exception {
    ConfigStore store = open();

    assertThat(store.take(threads(7, 99), SEEING)).isFalse();

    ReportedConfig told = store.told();
    assertThat(told.status()).isEqualTo(Status.REJECTED);
    assertThat(told.problems()).hasSize(1);
    assertThat(told.problems().get(0).key()).isEqualTo("recognition.threads");
    assertThat(told.problems().get(0).line()).isPositive();
    assertThat(told.problems().get(0).allowed()).contains("16");
    assertThat(store.choose().recognition().threads()).isEqualTo(1);
  }

  @Test
  void configuration_thatMakesAnotherBoardOfIt_isRejected() throws Exception {
    ObjectNode doc = document();
    doc.put("edge", "e2").put("data", "elsewhere");
    doc.putObject("commands").put("unsigned", true);
    ConfigStore store = open();

    assertThat(store.take(desired(7, doc), SEEING)).isFalse();

    assertThat(store.told().problems())
        .extracting(ReportedConfig.Problem::key)
        .containsExactly("edge", "data", "commands");
  }

  @Test
  void stateFile_thatIsTorn_leavesTheFileOnTheBoardInForce() throws Exception {
    ConfigStore store = open();
    store.take(threads(7, 3), SEEING);
    Files.writeString(folder.resolve("data/config/state.json"), "{\"localHash\": \"");

    store = open();

    assertThat(store.choose().recognition().threads()).isEqualTo(1);
    assertThat(told(store)).isEqualTo("0 LOCAL");
  }

  /** F23: whatever comes is refused with a reason, or is a configuration; and nothing is thrown. */
  @Test
  void mutatedDocuments_areRefusedWithAReason_orCanBeTakenBack() throws Exception {
    Random random = new Random(23);
    ConfigStore store = open();
    int unreadable = 0;
    int rejected = 0;
    int tried = 0;
    for (int i = 1; i <= 500; i++) {
      DesiredConfig desired;
      try {
        desired = mutated(i, random);
      } catch (MalformedMessageException refused) {
        assertThat(refused).hasMessageMatching("(?s).+");
        unreadable++;
        continue;
      }
      if (store.take(desired, SEEING)) {
        tried++;
        assertThat(store.choose().source().version()).isEqualTo(i);
        store.revert("a test");
      } else {
        rejected++;
        assertThat(store.told().version()).isEqualTo(i);
        assertThat(store.told().status()).isEqualTo(Status.REJECTED);
        assertThat(store.told().problems()).isNotEmpty();
      }
      assertThat(store.choose().source().version()).isZero();
      assertThat(store.choose().source().hash()).isEqualTo(ConfigFile.load(file).source().hash());
    }
    assertThat(unreadable).isPositive();
    assertThat(rejected).isGreaterThan(100);
    assertThat(tried).isPositive();
    System.out.printf(
        "F23: 500 mutated configurations: %d no message, %d rejected with their problems,"
            + " %d sound and taken back again; in force: the file on the board%n",
        unreadable, rejected, tried);
  }

  private DesiredConfig mutated(long version, Random random) throws Exception {
    JsonNode example = ExampleDocument.of(document());
    for (int i = 0; i <= random.nextInt(3); i++) {
      mutate(example, random);
    }
    byte[] message =
        JSON.writeValueAsBytes(
            JSON.createObjectNode()
                .put("edge", "s1/e1")
                .put("version", version)
                .put("by", "li.na")
                .set("doc", example));
    if (random.nextInt(5) == 0) {
      message[random.nextInt(message.length)] = (byte) random.nextInt(256);
    }
    DesiredConfig read = new DesiredConfigReader().read(message);
    // A flipped byte may have changed the version; the store counts on it.
    return new DesiredConfig(read.edge(), version, read.by(), read.document());
  }

  private static void mutate(JsonNode node, Random random) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    if (node instanceof ArrayNode array) {
      if (array.isEmpty() || random.nextInt(4) == 0) {
        array.add(random.nextInt());
      } else {
        int at = random.nextInt(array.size());
        if (array.get(at).isContainerNode() && random.nextBoolean()) {
          mutate(array.get(at), random);
        } else if (random.nextBoolean()) {
          array.remove(at);
        } else {
          array.add(array.get(at).deepCopy());
        }
      }
    } else if (node instanceof ObjectNode object && !keys.isEmpty()) {
      String key = keys.get(random.nextInt(keys.size()));
      if (object.get(key).isContainerNode() && random.nextInt(3) > 0) {
        mutate(object.get(key), random);
        return;
      }
      switch (random.nextInt(7)) {
        case 0 -> object.remove(key);
        case 1 -> object.put(key, random.nextInt());
        case 2 -> object.put(key, -1);
        case 3 -> object.put(key, "x".repeat(random.nextInt(300)));
        case 4 -> object.putObject(key).put("more", 1);
        case 5 -> object.put(key + "x", true);
        default -> object.putNull(key);
      }
    }
  }

  /** A document with a value for many keys. */
  private static final class ExampleDocument {
    private ExampleDocument() {}

    static JsonNode of(ObjectNode doc) {
      ((ObjectNode) doc.get("mqtt")).put("root", "pk1").put("resendAfter", "PT30S");
      doc.putObject("sessions").put("maxStay", "P30D").putObject("matching").put("autoCost", 0.35);
      doc.putObject("evidence").put("quotaMb", 20_000).putObject("retainDays").put("scene", 30);
      doc.putObject("recognition").put("threads", 1).put("localProvince", "浙");
      doc.putObject("tracking").put("lostAfter", "PT0.8S").put("minFrames", 3);
      ArrayNode lane = ((ObjectNode) doc.at("/lanes/0")).putArray("polygon");
      for (double[] corner : new double[][] {{0, 0}, {1, 0}, {1, 1}}) {
        lane.addArray().add(corner[0]).add(corner[1]);
      }
      assertThat(doc.toString().getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(100);
      return doc;
    }
  }
}
