package io.wugan.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.health.HealthFault;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsServerTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private List<HealthFault> faults = List.of();
  private Supplier<String> figures = () -> "wugan_frames_total 7\n";
  private MetricsServer server;

  @BeforeEach
  void serve() throws IOException {
    server =
        MetricsServer.start(
            new MetricsSettings("127.0.0.1", 0),
            () -> figures.get(),
            () -> new BoardHealth(faults));
  }

  @AfterEach
  void end() {
    server.close();
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(30))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HealthFault fault(HealthKind kind) {
    LotTime since =
        new LotTime(
            Instant.parse("2026-11-26T08:00:00Z"),
            5,
            "boot",
            ClockQuality.SYNCED,
            OptionalInt.empty());
    return new HealthFault(kind, HealthPlace.device("in1", "cam-1"), since, "no picture");
  }

  @Test
  void figures_areGiven_asPrometheusReadsThem() throws Exception {
    HttpResponse<String> answer = ask("GET", "/metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(answer.body()).isEqualTo("wugan_frames_total 7\n");
  }

  @Test
  void boardThatIsWell_saysSo_andTellsSmallFaults() throws Exception {
    faults = List.of(fault(HealthKind.DISPLAY_SILENT));

    HttpResponse<String> answer = ask("GET", "/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"UP\"", "DISPLAY_SILENT", "in1", "no picture");
  }

  @Test
  void boardWithoutPictures_isNotWell() throws Exception {
    faults = List.of(fault(HealthKind.CAMERA_SILENT));

    assertThat(ask("GET", "/health").statusCode()).isEqualTo(503);
  }

  @Test
  void ledgerThatCannotBeRead_isToldAndTheNextIsAnswered() throws Exception {
    figures =
        () -> {
          throw new LedgerException("it is damaged");
        };
    assertThat(ask("GET", "/metrics").statusCode()).isEqualTo(503);
    assertThat(ask("GET", "/metrics").body()).contains("it is damaged");
    figures = () -> "fine\n";

    assertThat(ask("GET", "/metrics").body()).isEqualTo("fine\n");
  }

  @Test
  void otherPathsAndMethods_areRefused() throws Exception {
    assertThat(ask("GET", "/").statusCode()).isEqualTo(404);
    assertThat(ask("GET", "/metrics/../health/x").statusCode()).isEqualTo(404);
    assertThat(ask("POST", "/metrics").statusCode()).isEqualTo(405);
    assertThat(ask("DELETE", "/health").statusCode()).isEqualTo(405);
  }

  /** Clients that begin and say no more hold threads for ten seconds at most. */
  @Test
  void slowClients_doNotKeepOthersAway() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }

      assertThat(ask("GET", "/metrics").statusCode()).isEqualTo(200);
    } finally {
      for (Socket each : slow) {
        each.close();
      }
    }
  }

  @Test
  void portThatIsTaken_isNamed() {
    assertThatThrownBy(
            () ->
                MetricsServer.start(
                    new MetricsSettings("127.0.0.1", server.port()),
                    () -> "",
                    () -> new BoardHealth(List.of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("metrics.port " + server.port());
  }
}
