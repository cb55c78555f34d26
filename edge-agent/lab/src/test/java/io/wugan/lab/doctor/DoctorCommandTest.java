package io.wugan.lab.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.runtime.Agent;
import io.wugan.lab.broker.EmbeddedBroker;
import io.wugan.lab.cli.WuganLab;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code wugan doctor} before a real broker and a rendered clip, without an agent and beside one.
 */
class DoctorCommandTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;
  private EmbeddedBroker broker;
  private Path config;
  private String out = "";

  @BeforeEach
  void board() throws IOException {
    broker = EmbeddedBroker.startInMemory();
    try (InputStream clip = getClass().getResourceAsStream("/io/wugan/lab/demo/demo-entry.mp4")) {
      Files.copy(Objects.requireNonNull(clip), folder.resolve("entry.mp4"));
    }
    config =
        Files.writeString(
            folder.resolve("wugan.yaml"),
            """
            site: lot1
            edge: e1
            data: data
            mqtt: {url: %s}
            lanes: [{id: in1, role: ENTRY, camera: {file: entry.mp4, loop: true}}]
            """
                .formatted(broker.url()));
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private int doctor(String... more) {
    List<String> arguments = new ArrayList<>(List.of("doctor", "-c", config.toString()));
    arguments.addAll(List.of(more));
    StringWriter written = new StringWriter();
    int status =
        WuganLab.commandLine()
            .setOut(new PrintWriter(written))
            .setErr(new PrintWriter(new StringWriter()))
            .execute(arguments.toArray(String[]::new));
    out = written.toString();
    return status;
  }

  private List<JsonNode> findings() throws IOException {
    List<JsonNode> findings = new ArrayList<>();
    for (String line : out.lines().toList()) {
      findings.add(JSON.readTree(line));
    }
    return findings;
  }

  private JsonNode finding(String check, String what) throws IOException {
    return findings().stream()
        .filter(finding -> finding.get("check").asText().equals(check))
        .filter(finding -> finding.get("what").asText().contains(what))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutAnAgent_camerasAreOpened_andTheBrokerIsEntered() throws Exception {
    int status = doctor("--format", "jsonl", "--camera-time", "PT12S");

    assertThat(status).as("the rendered plates are too small").isEqualTo(3);
    assertThat(findings())
        .extracting(finding -> finding.get("check").asText())
        .contains("config", "power", "clock", "storage", "ledger", "machine", "camera", "aim")
        .contains("contacts", "panel", "bays", "network", "broker", "speed", "retention");
    assertThat(finding("camera", "size").get("figure").asText()).isEqualTo("1280x720");
    assertThat(finding("broker", "session").get("verdict").asText()).isIn("OK", "WARNING");
    assertThat(finding("aim", "plate width").get("figure").asText()).endsWith(" px");
    assertThat(findings())
        .allSatisfy(
            finding ->
                assertThat(finding.get("remedy").asText().isEmpty())
                    .as(finding.toString())
                    .isEqualTo(
                        List.of("OK", "ABSENT", "UNTESTED")
                            .contains(finding.get("verdict").asText())));
  }

  @Test
  void besideAnAgent_itIsAsked_andAcceptsALane() throws Exception {
    try (Agent agent = Agent.start(ConfigFile.load(config))) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(doctor("--accept", "in1", "--by", "Li")).isZero());
      assertThat(out).contains("accepted by Li");

      doctor("--format", "jsonl", "--lang", "zh");

      assertThat(finding("camera", "画面").get("figure").asText()).contains("由运行中的程序提供");
      assertThat(finding("broker", "会话").get("figure").asText()).contains("已连接");
      assertThat(finding("aim", "验收").get("verdict").asText()).isEqualTo("OK");
      assertThat(doctor("--accept", "x9", "--by", "Li")).isEqualTo(1);
      assertThat(out).contains("x9").contains("in1");
    }
  }

  @Test
  void aFileWithMistakes_isAFault_andTheRestIsNotGuessed() throws Exception {
    Files.writeString(config, "site: '!'\n");

    assertThat(doctor("--format", "jsonl")).isEqualTo(3);
    assertThat(findings()).allSatisfy(f -> assertThat(f.get("check").asText()).isEqualTo("config"));
    assertThat(out).contains("site");
  }

  @Test
  void wrongUse_isTold() {
    assertThat(doctor("--camera-time", "PT0S")).isEqualTo(2);
  }
}
