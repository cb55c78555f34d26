package io.wugan.agent.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.page.access.FirstUseCode;
import io.wugan.agent.page.access.PageMemory;
import io.wugan.agent.page.tls.PageCertificate;
import io.wugan.agent.remote.ConfigChangedException;
import io.wugan.agent.runtime.Agent;
import io.wugan.agent.runtime.LocalPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a whole agent, whose cameras are away. */
class PageOfAgentTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;
  private Path file;
  private int port;
  private LocalPage page;

  @BeforeEach
  void configure() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    file = folder.resolve("wugan.yaml");
    write("127.0.0.1");
    page = new LocalPage(PageMemory.create(), Optional.of(file));
  }

  private void write(String listen) throws IOException {
    Files.writeString(
        file,
        """
        site: s1
        edge: e1
        data: data
        mqtt: {url: "tcp://127.0.0.1:1"}
        page: {listen: %s, port: %d}
        lanes: [{id: in, role: ENTRY, camera: {url: "rtsp://127.0.0.1:1/none"}}]
        """
            .formatted(listen, port));
  }

  private Agent start() throws Exception {
    return Agent.start(ConfigFile.load(file), Optional.empty(), page);
  }

  private HttpClient client() throws Exception {
    Path store = folder.resolve("data/page/certificate.p12");
    await().atMost(SOON).ignoreExceptions().until(() -> PageCertificate.open(store) != null);
    return HttpClient.newBuilder()
        .sslContext(PageFixture.trusting(PageCertificate.open(store)))
        .build();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/api/v1/" + path))
        .timeout(Duration.ofSeconds(20));
  }

  private static HttpResponse<String> served(HttpClient client, HttpRequest request) {
    return await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> client.send(request, BodyHandlers.ofString()), answer -> true);
  }

  @Test
  void firstUse_thenOverview_thenAnotherFile_andTheSessionOutlivesTheAgent() throws Exception {
    Agent agent = start();
    HttpRequest overview;
    HttpClient client;
    try {
      client = client();
      assertThat(served(client, to("session").build()).body()).contains("\"firstUse\":true");
      String code = new FirstUseCode(folder.resolve("data/page/first-use")).find().orElseThrow();
      HttpResponse<String> first = post(client, "first-use", "", firstUse(code));
      assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
      String cookie = first.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
      overview = to("overview").header("Cookie", cookie).build();
      JsonNode board = JSON.readTree(served(client, overview).body());
      assertThat(board.path("lanes").get(0).path("id").asText()).isEqualTo("in");
      assertThat(board.path("uplink").path("connected").asBoolean(true)).isFalse();
      String drawn = "{\"polygon\":null,\"tripLine\":[[0,0.5],[1,0.5]],\"virtualLoop\":null}";
      HttpResponse<String> saved =
          client.send(
              to("lanes/in/geometry")
                  .header("Cookie", cookie)
                  .header("X-CSRF-Token", JSON.readTree(first.body()).path("csrf").asText())
                  .header("Content-Type", "application/json")
                  .PUT(HttpRequest.BodyPublishers.ofString(drawn))
                  .build(),
              BodyHandlers.ofString());
      assertThat(saved.body()).contains("\"done\":true");
      assertThat(agent.awaitEnd().orElseThrow()).isInstanceOf(ConfigChangedException.class);
    } finally {
      agent.close();
    }
    assertThat(Files.readString(file)).contains("tripLine: [[0, 0.5], [1, 0.5]]");
    try (Agent next = start()) {
      assertThat(served(client, overview).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void check_runsBesideTheAgent_andItsReportIsTakenHome() throws Exception {
    try (Agent agent = start()) {
      HttpClient client = client();
      served(client, to("session").build());
      String code = new FirstUseCode(folder.resolve("data/page/first-use")).find().orElseThrow();
      HttpResponse<String> first = post(client, "first-use", "", firstUse(code));
      String cookie = first.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
      String csrf = JSON.readTree(first.body()).path("csrf").asText();
      HttpRequest look = to("check?lang=zh").header("Cookie", cookie).build();
      HttpRequest report = to("check/html/zh").header("Cookie", cookie).build();
      assertThat(client.send(report, BodyHandlers.ofString()).statusCode()).isEqualTo(404);

      String notes = "{\"notes\":\"门岗旁 Zhao\"}";
      assertThat(post(client, "check", cookie + "\n" + csrf, notes).statusCode()).isEqualTo(200);
      HttpResponse<String> second = post(client, "check", cookie + "\n" + csrf, notes);
      assertThat(second.body()).contains("check.running");
      JsonNode state =
          await()
              .atMost(Duration.ofMinutes(4))
              .until(
                  () -> JSON.readTree(client.send(look, BodyHandlers.ofString()).body()),
                  now -> !now.path("running").asBoolean());

      assertThat(state.path("by").asText()).isEqualTo("li");
      assertThat(state.path("findings").findValuesAsText("check"))
          .contains("config", "storage", "ledger", "camera", "broker", "speed", "retention");
      assertThat(state.toString()).contains("摄像机").contains("FAULT");
      HttpResponse<String> html = client.send(report, BodyHandlers.ofString());
      assertThat(html.headers().firstValue("content-disposition").orElseThrow())
          .isEqualTo("attachment; filename=\"commissioning-s1-e1-zh.html\"");
      assertThat(html.body()).contains("门岗旁 Zhao").contains("rtsp://127.0.0.1:1/none");
      HttpRequest bundle = to("check/zip/en").header("Cookie", cookie).build();
      assertThat(client.send(bundle, BodyHandlers.ofByteArray()).body()).startsWith('P', 'K');
    }
  }

  private static String firstUse(String code) {
    return "{\"code\":\"%s\",\"name\":\"li\",\"password\":\"%s\"}"
        .formatted(code, PageFixture.PASSWORD);
  }

  /** With a session, its cookie and its secret, one a line; or with none. */
  private HttpResponse<String> post(HttpClient client, String path, String session, String body)
      throws Exception {
    HttpRequest.Builder request =
        to(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!session.isEmpty()) {
      String[] parts = session.split("\n", 2);
      request.header("Cookie", parts[0]).header("X-CSRF-Token", parts[1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void addressThatIsNotThere_keepsNoAgentFromStarting() throws Exception {
    write("203.0.113.77");
    try (Agent agent = start()) {
      await().atMost(SOON).until(() -> Files.exists(folder.resolve("data/page/certificate.p12")));
      agent.requestStop();
      assertThat(agent.awaitEnd()).isEmpty();
    }
  }
}
