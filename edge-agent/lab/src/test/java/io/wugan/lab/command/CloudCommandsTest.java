package io.wugan.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.runtime.Agent;
import io.wugan.agent.runtime.RestartAdvisedException;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import io.wugan.lab.broker.Broker;
import io.wugan.lab.broker.EmbeddedBroker;
import io.wugan.lab.cli.WuganLab;
import io.wugan.sync.ledger.LedgerView;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent, with a video, a real broker and a cloud that signs what it wants done. */
@Timeout(180)
class CloudCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TOPICS = "wugan/lot1/e1/";

  @TempDir Path folder;
  private final Map<String, List<JsonNode>> results = new ConcurrentHashMap<>();
  private final AtomicInteger births = new AtomicInteger();
  private final List<JsonNode> heartbeats = new CopyOnWriteArrayList<>();
  private Broker broker;
  private MqttClient cloud;
  private Agent agent;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.startInMemory();
    cloud = new MqttClient(broker.url().toString(), "cloud", new MemoryPersistence());
    cloud.setTimeToWait(10_000);
    cloud.connect();
    cloud.subscribe(TOPICS + "up/res", 1, this::result);
    cloud.subscribe(TOPICS + "up/st", 1, (topic, message) -> births.incrementAndGet());
    cloud.subscribe(TOPICS + "up/hb", 1, (topic, message) -> heartbeats.add(json(message)));
    key("board");
    key("stranger");
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
        commands: {trustedKeys: board.pub}
        lanes: [{id: in1, role: ENTRY, camera: {file: entry.mp4, loop: true}}]
        """
            .formatted(broker.url()));
    startAgent();
  }

  /** A broker keeps no command for a board that is not there yet. */
  private void startAgent() throws Exception {
    int before = births.get();
    agent = Agent.start(ConfigFile.load(folder.resolve("wugan.yaml")));
    await().atMost(PATIENCE).until(() -> births.get() > before);
  }

  private void key(String name) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    write(name + ".key", "PRIVATE", pair.getPrivate().getEncoded());
    write(name + ".pub", "PUBLIC", pair.getPublic().getEncoded());
  }

  private void write(String name, String kind, byte[] der) throws Exception {
    String base64 = Base64.getMimeEncoder().encodeToString(der);
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN %1$s KEY-----%n%2$s%n-----END %1$s KEY-----%n".formatted(kind, base64));
  }

  @AfterEach
  void stop() throws Exception {
    agent.close();
    cloud.disconnectForcibly(100, 100, false);
    cloud.close(true);
    broker.close();
  }

  private static JsonNode json(MqttMessage message) throws Exception {
    return JSON.readTree(message.getPayload());
  }

  private void result(String topic, MqttMessage message) throws Exception {
    JsonNode result = json(message);
    results
        .computeIfAbsent(result.get("cmdId").textValue(), id -> new CopyOnWriteArrayList<>())
        .add(result);
  }

  private String sign(String key, UUID id, String type, String args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        WuganLab.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                "sign-command",
                "--key=" + folder.resolve(key + ".key"),
                "--edge=lot1/e1",
                "--by=li.na",
                "--id=" + id,
                "--args=" + args,
                type);
    assertThat(status).as(err.toString()).isZero();
    return out.toString().strip();
  }

  private UUID send(String key, String type, String args) throws Exception {
    UUID id = UUID.randomUUID();
    send(sign(key, id, type, args));
    return id;
  }

  private void send(String message) throws Exception {
    cloud.publish(TOPICS + "dn/cmd", message.getBytes(StandardCharsets.UTF_8), 1, false);
  }

  private JsonNode awaitEnd(UUID id) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                results.getOrDefault(id.toString(), List.of()).stream()
                    .filter(result -> !result.get("status").textValue().equals("ACCEPTED"))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private String ask(String type, String args) throws Exception {
    JsonNode result = awaitEnd(send("board", type, args));
    return result.get("status").textValue() + ": " + result.get("text").textValue();
  }

  private String upload(String picture, String url) throws Exception {
    return ask("upload", "{\"picture\":\"%s\",\"url\":\"%s\"}".formatted(picture, url));
  }

  private Session awaitOpen() {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try (LedgerView view = LedgerView.open(folder.resolve("data"))) {
                return view.listSessions(SessionState.OPEN, 1).stream().findFirst();
              }
            },
            Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void commands_areDone_andAnswered() throws Exception {
    Session open = awaitOpen();
    String session = open.id().toString();

    assertThat(
            ask(
                "correct",
                "{\"session\":\"%s\",\"change\":{\"kind\":\"SetPlate\",\"plate\":\"浙A00007\",\"color\":\"BLUE\"}}"
                    .formatted(session)))
        .startsWith("DONE: session " + session + " is OPEN at revision");
    assertThat(
            ask(
                "correct",
                "{\"session\":\"%s\",\"change\":{\"kind\":\"Paint\"}}".formatted(session)))
        .startsWith("FAILED: change.kind must be SetPlate");
    assertThat(ask("list", "{\"revision\":3,\"plates\":[[\"浙A00007\",\"MONTHLY\"]]}"))
        .isEqualTo("DONE: revision 3 with 1 plates is the list now");
    assertThat(ask("hold", "{\"session\":\"%s\",\"reason\":\"complaint\"}".formatted(session)))
        .startsWith("DONE: session " + session + " held:");
    assertThat(ask("release", "{\"session\":\"%s\",\"reason\":\"settled\"}".formatted(session)))
        .startsWith("DONE: session " + session + " released:");
    String epoch;
    try (LedgerView view = LedgerView.open(folder.resolve("data"))) {
      epoch = view.epoch().toString();
      assertThat(view.findSession(open.id()).orElseThrow().plate().orElseThrow().text())
          .isEqualTo("浙A00007");
    }
    assertThat(ask("resend", "{\"epoch\":\"%s\",\"first\":1,\"last\":\"2\"}".formatted(epoch)))
        .matches("DONE: [12] records are sent again");
    assertThat(ask("resend", "{\"epoch\":\"x\",\"first\":1,\"last\":2}"))
        .startsWith("FAILED: epoch must be that of the board");
    assertThat(ask("open-the-gate", "{}")).startsWith("REFUSED: this version knows only correct, ");
  }

  @Test
  void snapshot_isKeptAndNamed_andTheHeartbeatTellsOfTheLane() throws Exception {
    assertThat(ask("snapshot", "{\"lane\":\"in9\"}")).isEqualTo("FAILED: lane must be one of in1");
    JsonNode kept = awaitEnd(send("board", "snapshot", "{\"lane\":\"in1\"}"));
    String sha256 = kept.at("/detail/sha256").textValue();
    Path picture =
        folder.resolve("data/evidence").resolve(sha256.substring(0, 2)).resolve(sha256 + ".jpg");
    assertThat(Files.size(picture)).isEqualTo(kept.at("/detail/bytes").asLong());

    assertThat(upload("ab".repeat(32), "https://store.example/x"))
        .isEqualTo("FAILED: there is no such picture here, or no longer");
    assertThat(upload(sha256, "http://store.example/x")).startsWith("FAILED: url must begin with");
    HttpServer store = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    ByteArrayOutputStream put = new ByteArrayOutputStream();
    store.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().transferTo(put);
          exchange.sendResponseHeaders(201, -1);
          exchange.close();
        });
    store.start();
    assertThat(upload(sha256, "http://127.0.0.1:" + store.getAddress().getPort() + "/p"))
        .isEqualTo("DONE: put with 1 requests");
    store.stop(0);
    assertThat(put.toByteArray()).isEqualTo(Files.readAllBytes(picture));

    assertThat(ask("heartbeat", "{}")).isEqualTo("DONE: said");
    JsonNode heartbeat = heartbeats.get(heartbeats.size() - 1);
    assertThat(heartbeat.at("/lanes/0/id").textValue()).isEqualTo("in1");
    assertThat(heartbeat.at("/lanes/0/fps").asDouble()).isPositive();
    assertThat(heartbeat.at("/records/epoch").textValue()).hasSize(36);
  }

  @Test
  void commandOfAStranger_isNotEvenAnswered() throws Exception {
    UUID forged = send("stranger", "restart", "{}");
    send("{\"cmdId\":\"" + forged + "\",\"type\":\"restart\"}");

    assertThat(ask("heartbeat", "{}")).isEqualTo("DONE: said");

    assertThat(results).doesNotContainKey(forged.toString());
    assertThat(heartbeats.get(heartbeats.size() - 1).at("/records/refusedCommands").asInt())
        .isEqualTo(2);
  }

  @Test
  void restart_isDoneOnce_howeverOftenItIsSent() throws Exception {
    UUID id = UUID.randomUUID();
    String command = sign("board", id, "restart", "{}");
    send(command);
    assertThat(agent.awaitEnd()).containsInstanceOf(RestartAdvisedException.class);
    agent.close();
    startAgent();

    assertThat(awaitEnd(id).get("text").textValue()).isEqualTo("the agent was started again");
    send(command);
    await().atMost(PATIENCE).until(() -> statuses(id).size() >= 3);

    assertThat(statuses(id).subList(1, 3)).containsOnly("DONE");
    assertThat(ask("heartbeat", "{}")).isEqualTo("DONE: said");
  }

  private List<String> statuses(UUID id) {
    List<String> statuses = new ArrayList<>();
    results
        .getOrDefault(id.toString(), List.of())
        .forEach(result -> statuses.add(result.get("status").textValue()));
    return statuses;
  }
}
