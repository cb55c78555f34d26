package io.wugan.lab.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.core.plate.PlateAlphabet;
import io.wugan.lab.broker.Broker;
import io.wugan.lab.broker.EmbeddedBroker;
import io.wugan.lab.cli.WuganLab;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code wugan run} as a process of its own, and what a monitoring system reads of it. */
@Timeout(240)
class FiguresOfAnAgentTest {

  private static final Pattern LINE = Pattern.compile("([a-z_]+)(\\{[^}]*\\})? ([-+0-9.eENa]+)");
  private static final Pattern NAMED =
      Pattern.compile("\\b(wugan_[a-z_]+|jvm_[a-z_]+|process_[a-z_]+)");
  private static final Pattern TOLD = Pattern.compile("127\\.0\\.0\\.1:([0-9]+)[^0-9]{1,2}metrics");
  private static final Path DOCS = Path.of("../../docs");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Broker broker;
  private Process agent;
  private int port;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.startInMemory();
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
        metrics: {port: 0}
        tracking: {samePlateWindow: PT2S}
        lanes:
          - {id: in1, role: ENTRY, camera: {file: entry.mp4, loop: true}}
          - {id: in2, role: ENTRY, camera: {id: cam-2, url: "rtsp://127.0.0.1:1/none"}}
        """
            .formatted(broker.url()));
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.logger=slf4j",
                "-cp",
                System.getProperty("java.class.path"),
                WuganLab.class.getName(),
                "run",
                "--config",
                folder.resolve("wugan.yaml").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("WUGAN_LOG", "json");
    agent = builder.start();
    await().atMost(Duration.ofSeconds(90)).until(this::findPort);
  }

  /** The one that the log tells. */
  private boolean findPort() throws IOException {
    Matcher told = TOLD.matcher(Files.readString(folder.resolve("log")));
    if (told.find()) {
      port = Integer.parseInt(told.group(1));
    }
    return port > 0;
  }

  @AfterEach
  void stop() throws Exception {
    agent.destroy();
    assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    broker.close();
  }

  private HttpResponse<String> ask(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private Map<String, Double> figures() throws Exception {
    Map<String, Double> figures = new TreeMap<>();
    for (String line : ask("/metrics").body().split("\n", -1)) {
      Matcher parts = LINE.matcher(line);
      if (parts.matches()) {
        String labels = parts.group(2) == null ? "" : parts.group(2);
        figures.put(parts.group(1) + labels, Double.valueOf(parts.group(3)));
      }
    }
    return figures;
  }

  @Test
  void figures_tellOfVehiclesRecordsAndFaults_andOfNoPlate() throws Exception {
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              Map<String, Double> now = figures();
              assertThat(now.get("wugan_passages_total{lane=\"in1\"}")).isGreaterThanOrEqualTo(2);
              assertThat(now.get("wugan_uplink_connected")).isEqualTo(1);
              assertThat(now.keySet()).anyMatch(key -> key.startsWith("wugan_health_fault{"));
            });

    Map<String, Double> now = figures();
    assertThat(now.get("wugan_frames_total{lane=\"in1\"}")).isGreaterThan(20);
    assertThat(now.get("wugan_picture_seconds_count{lane=\"in1\"}")).isGreaterThan(20);
    assertThat(now.get("wugan_record_delay_seconds_count{lane=\"in1\"}")).isGreaterThan(0);
    assertThat(now.get("wugan_frames_total{lane=\"in2\"}")).isZero();
    assertThat(now.get("wugan_vehicles_inside")).isGreaterThanOrEqualTo(1);
    assertThat(now.get("wugan_records_last")).isGreaterThanOrEqualTo(2);
    assertThat(now.get("wugan_records_pending")).as("nobody acknowledges").isGreaterThan(0);
    assertThat(now.get("jvm_threads_live_threads")).isGreaterThan(5);
    assertThat(ask("/metrics").body()).doesNotContainPattern("[" + PlateAlphabet.PROVINCES + "]");
    assertThat(ask("/health").statusCode()).as("lane in2 has no camera").isEqualTo(503);
    everyLineOfTheLog_isJson();
    everyFigureThatDocumentsName_isThere(ask("/metrics").body());
  }

  private void everyLineOfTheLog_isJson() throws IOException {
    ObjectMapper json = new ObjectMapper();
    assertThat(Files.readAllLines(folder.resolve("log")))
        .isNotEmpty()
        .allSatisfy(
            line -> {
              JsonNode said = json.readTree(line);
              assertThat(said.path("level").asText()).isNotEmpty();
              assertThat(said.path("formattedMessage").asText()).isNotEmpty();
            });
  }

  /** Rules and dashboard ask for figures that exist. */
  private static void everyFigureThatDocumentsName_isThere(String scraped) throws IOException {
    for (String file : new String[] {"monitoring/alerts.yml", "monitoring/dashboard.json"}) {
      TreeSet<String> wanted = new TreeSet<>();
      Matcher names = NAMED.matcher(Files.readString(DOCS.resolve(file)));
      while (names.find()) {
        wanted.add(names.group(1));
      }
      wanted.remove("wugan_supply_fault"); // there only while something is wrong with it
      assertThat(wanted).as(file).hasSizeGreaterThan(8);
      assertThat(wanted).as(file).allSatisfy(name -> assertThat(scraped).contains(name));
    }
  }
}
