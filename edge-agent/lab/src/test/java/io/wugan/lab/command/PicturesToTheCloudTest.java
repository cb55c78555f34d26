package io.wugan.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.runtime.Agent;
import io.wugan.lab.billing.BackendSettings;
import io.wugan.lab.billing.BillingBackend;
import io.wugan.lab.broker.Broker;
import io.wugan.lab.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent with a video, a real broker, the reference back end and a store for pictures. */
@Timeout(180)
class PicturesToTheCloudTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final Map<String, JsonNode> named = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> told = new ConcurrentHashMap<>();
  private final Set<String> early = ConcurrentHashMap.newKeySet();
  private final Map<String, byte[]> stored = new ConcurrentHashMap<>();
  private volatile boolean open;
  private HttpServer store;
  private Broker broker;
  private BillingBackend backend;
  private MqttClient cloud;
  private Agent agent;

  @BeforeEach
  void start() throws Exception {
    store = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    store.createContext("/", this::put);
    store.start();
    broker = EmbeddedBroker.startInMemory();
    cloud = new MqttClient(broker.url().toString(), "cloud", new MemoryPersistence());
    cloud.setTimeToWait(10_000);
    cloud.connect();
    cloud.subscribe("wugan/lot1/e1/up/evt", 1, (topic, message) -> records(message));
    cloud.subscribe("wugan/lot1/e1/up/bkl", 1, (topic, message) -> records(message));
    cloud.subscribe("wugan/lot1/e1/up/evd", 1, (topic, message) -> manifest(message));
    backend =
        BillingBackend.start(
            BackendSettings.of(broker.url(), folder.resolve("backend")), stay -> {});
    try (InputStream clip = getClass().getResourceAsStream("/io/wugan/lab/demo/demo-entry.mp4")) {
      Files.copy(Objects.requireNonNull(clip), folder.resolve("entry.mp4"));
    }
    Files.writeString(folder.resolve("upload.secret"), "Bearer abc\n");
    Files.writeString(
        folder.resolve("wugan.yaml"),
        """
        site: lot1
        edge: e1
        data: data
        mqtt: {url: %s}
        evidence:
          upload:
            which: ALL
            url: http://127.0.0.1:%d/{site}/{edge}/{record}/{kind}-{sha256}.jpg
            authorizationFile: upload.secret
            timeout: PT1S
        lanes: [{id: in1, role: ENTRY, camera: {file: entry.mp4}}]
        """
            .formatted(broker.url(), store.getAddress().getPort()));
    agent = Agent.start(ConfigFile.load(folder.resolve("wugan.yaml")));
  }

  @AfterEach
  void stop() throws Exception {
    agent.close();
    backend.close();
    cloud.disconnectForcibly(100, 100, false);
    cloud.close(true);
    broker.close();
    store.stop(0);
  }

  private void put(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean known = "Bearer abc".equals(exchange.getRequestHeaders().getFirst("Authorization"));
      boolean all = exchange.getRequestHeaders().getFirst("Content-Range") == null;
      if (open && known && all) {
        stored.put(exchange.getRequestURI().getPath(), body);
      }
      exchange.sendResponseHeaders(!open ? 503 : known && all ? 201 : 404, -1);
    }
  }

  private void records(MqttMessage message) throws IOException {
    for (JsonNode event : JSON.readTree(message.getPayload())) {
      for (JsonNode image : event.at("/data/images")) {
        named.put(event.get("id").asText() + " " + image.get("sha256").asText(), image);
      }
    }
  }

  private void manifest(MqttMessage message) throws IOException {
    for (JsonNode picture : JSON.readTree(message.getPayload()).get("pictures")) {
      String key = picture.get("record").asText() + " " + picture.get("sha256").asText();
      if (!named.containsKey(key)) {
        early.add(key);
      }
      told.merge(
          key,
          picture,
          (before, now) ->
              before.get("revision").asInt() > now.get("revision").asInt() ? before : now);
    }
  }

  private boolean areAllUploaded() {
    return !named.isEmpty()
        && told.keySet().equals(named.keySet())
        && told.values().stream().allMatch(p -> p.get("state").asText().equals("UPLOADED"));
  }

  @Test
  void everyPictureOfEveryRecord_isInTheStore_andTheCloudKnowsWhere() throws Exception {
    await().atMost(PATIENCE).until(() -> !named.isEmpty() && told.size() == named.size());
    assertThat(told.values()).allMatch(p -> p.get("state").asText().equals("WAITING"));
    agent.close();
    open = true;

    agent = Agent.start(ConfigFile.load(folder.resolve("wugan.yaml")));
    await().atMost(PATIENCE).until(this::areAllUploaded);

    assertThat(early).as("manifests that overtook their records").isEmpty();
    for (Map.Entry<String, JsonNode> picture : told.entrySet()) {
      String url = picture.getValue().get("url").asText();
      byte[] jpeg = stored.get(url.substring(url.indexOf("/lot1/")));
      assertThat(jpeg).as(url).isNotNull();
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jpeg)))
          .isEqualTo(picture.getValue().get("sha256").asText());
      assertThat(jpeg).hasSize(named.get(picture.getKey()).get("bytes").asInt());
    }
  }
}
