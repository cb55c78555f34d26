package io.wugan.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.lab.broker.Broker;
import io.wugan.lab.broker.EmbeddedBroker;
import io.wugan.lab.cli.WuganLab;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code wugan run} as a process of its own, a real broker, and configurations from the cloud. */
@Timeout(240)
class ConfigFromCloudTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String TOPICS = "wugan/lot1/e1/";

  @TempDir Path folder;
  private final List<String> reported = new CopyOnWriteArrayList<>();
  private Broker broker;
  private MqttClient cloud;
  private ServiceSocket systemd;
  private Process agent;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.startInMemory();
    cloud = new MqttClient(broker.url().toString(), "cloud", new MemoryPersistence());
    cloud.setTimeToWait(10_000);
    cloud.connect();
    cloud.subscribe(TOPICS + "up/rep", 1, this::report);
    try (InputStream clip = getClass().getResourceAsStream("/io/wugan/lab/demo/demo-entry.mp4")) {
      Files.copy(Objects.requireNonNull(clip), folder.resolve("entry.mp4"));
    }
    Files.writeString(
        folder.resolve("wugan.yaml"),
        """
        site: lot1
        edge: e1
        data: data
        mqtt: {url: %s}
        commands: {unsigned: true, probation: PT8S}
        lanes: [{id: in1, role: ENTRY, camera: {file: entry.mp4, loop: true}}]
        """
            .formatted(broker.url()));
    systemd = new ServiceSocket(folder.resolve("notify"));
    startAgent();
  }

  private void startAgent() throws Exception {
    ProcessBuilder process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WuganLab.class.getName(),
                "run",
                "--config",
                folder.resolve("wugan.yaml").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    process.environment().put("NOTIFY_SOCKET", folder.resolve("notify").toString());
    process.environment().put("WATCHDOG_USEC", "30000000");
    process.environment().remove("WATCHDOG_PID");
    agent = process.start();
  }

  @AfterEach
  void stop() throws Exception {
    agent.destroy();
    assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    systemd.close();
    cloud.disconnectForcibly(100, 100, false);
    cloud.close(true);
    broker.close();
  }

  private void report(String topic, MqttMessage message) throws Exception {
    JsonNode report = JSON.readTree(message.getPayload());
    String told = report.get("version").asLong() + " " + report.get("status").textValue();
    String reason = report.get("reason").textValue();
    reported.add(reason.isEmpty() ? told : told + ": " + reason);
  }

  private ObjectNode document() {
    ObjectNode doc =
        JSON.createObjectNode().put("site", "lot1").put("edge", "e1").put("data", "data");
    doc.putObject("mqtt").put("url", broker.url().toString());
    doc.putObject("commands").put("unsigned", true).put("probation", "PT8S");
    doc.putArray("lanes")
        .addObject()
        .put("id", "in1")
        .put("role", "ENTRY")
        .putObject("camera")
        .put("file", "entry.mp4")
        .put("loop", true);
    return doc;
  }

  private void send(long version, ObjectNode document) throws Exception {
    ObjectNode message =
        JSON.createObjectNode().put("edge", "lot1/e1").put("version", version).put("by", "li.na");
    message.set("doc", document);
    cloud.publish(TOPICS + "dn/cfg", message.toString().getBytes(StandardCharsets.UTF_8), 1, false);
  }

  private void awaitTold(String expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(reported.isEmpty() ? "" : reported.get(reported.size() - 1))
                    .as(() -> log())
                    .isEqualTo(expected));
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (java.io.IOException unreadable) {
      return unreadable.toString();
    }
  }

  /** So that the camera has given pictures before. */
  private void awaitPictures() throws Exception {
    awaitTold("0 LOCAL");
    await().atMost(PATIENCE).until(() -> log().contains("lane in1"));
  }

  @Test
  void goodOne_staysAfterItsProbation() throws Exception {
    awaitPictures();
    ObjectNode doc = document();
    doc.putObject("recognition").put("threads", 2);

    send(1, doc);

    awaitTold("1 PROBATION");
    awaitTold("1 APPLIED");
    assertThat(log()).contains("starts anew");
    // What would be taken for its end is said at its end only: systemd kills what is left after it.
    assertThat(spoken())
        .containsExactly(
            "READY=1",
            "WATCHDOG_USEC=30000000",
            "WATCHDOG_USEC=300000000",
            "READY=1",
            "WATCHDOG_USEC=30000000");
    agent.destroy();
    assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    await().atMost(PATIENCE).until(() -> systemd.words().contains("STOPPING=1"));
  }

  /** What systemd has heard, without the signs of life. */
  private List<String> spoken() {
    return systemd.words().stream()
        .filter(word -> !word.equals("WATCHDOG=1") && !word.startsWith("STATUS="))
        .toList();
  }

  @Test
  void oneThatBlindsALane_isTakenBack() throws Exception {
    awaitPictures();
    ObjectNode doc = document();
    ((ObjectNode) doc.at("/lanes/0/camera")).put("file", "absent.mp4");

    send(1, doc);

    awaitTold("1 REVERTED: the camera of lane in1 gives no pictures any more");
  }

  @Test
  void oneThatCutsTheBoardOff_isTakenBack() throws Exception {
    awaitPictures();
    ObjectNode doc = document();
    ((ObjectNode) doc.get("mqtt")).put("url", "tcp://127.0.0.1:1");

    send(1, doc);

    awaitTold("1 REVERTED: the cloud is not in reach");
  }

  @Test
  void oneWithWhichNothingStarts_isTakenBack_evenIfTheBoardDiesInBetween() throws Exception {
    awaitPictures();
    ObjectNode doc = document();
    doc.putObject("recognition").put("models", "no-such-folder");

    send(1, doc);
    await().atMost(PATIENCE).until(() -> reported.contains("1 PROBATION"));
    agent.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    startAgent();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(reported.get(reported.size() - 1))
                    .as(() -> log())
                    .startsWith("1 REVERTED: the agent does not start with it: "));
  }
}
