package io.wugan.lab.billing;

import static io.wugan.lab.billing.EventFixture.changed;
import static io.wugan.lab.billing.EventFixture.entry;
import static io.wugan.lab.billing.EventFixture.exit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.lab.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The back end against a real broker and a real database file. */
class BillingBackendTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static EmbeddedBroker broker;

  @TempDir Path data;
  private final List<Stay> told = new CopyOnWriteArrayList<>();
  private BackendSettings settings;
  private BillingBackend backend;
  private ScriptedEdge edge;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.startInMemory();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() throws Exception {
    settings =
        BackendSettings.of(broker.url(), data)
            .withClientId("billing-" + System.nanoTime())
            .withReorderWindow(Duration.ofMillis(500));
    edge = new ScriptedEdge(broker.url());
    startBackend();
  }

  @AfterEach
  void stop() throws Exception {
    backend.close();
    edge.close();
  }

  private void startBackend() {
    backend = BillingBackend.start(settings, told::add);
    await().atMost(PATIENCE).until(backend::isConnected);
    // The subscriptions are in place when the first question is answered.
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(this::answersABirth);
    edge.acks().clear();
  }

  private boolean answersABirth() throws Exception {
    edge.sendRaw("st", birth(0));
    return !edge.acks().isEmpty();
  }

  private static byte[] birth(long acked) {
    return "{\"online\":true,\"epoch\":\"%s\",\"ackedSeq\":\"%d\"}"
        .formatted(EventFixture.EPOCH, acked)
        .getBytes(StandardCharsets.UTF_8);
  }

  private void awaitUpto(long seq) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(edge.upto()).isEqualTo(seq));
  }

  @Test
  void stay_isAcknowledged_thenTold_once() throws Exception {
    edge.send(entry(1, 1), exit(2, 1, HOUR));
    awaitUpto(2);
    edge.send(exit(2, 1, HOUR));

    await().atMost(PATIENCE).until(() -> backend.report().streams().get(0).duplicates() == 1);
    await().atMost(PATIENCE).until(() -> told.size() == 1);
    assertThat(told).extracting(Stay::plate, Stay::fen).containsExactly(tuple("浙A00001", 300L));
  }

  @Test
  void shuffledDuplicates_give_theSameLedgerAndBills() throws Exception {
    int sessions = 200;
    List<ObjectNode> events = new ArrayList<>();
    for (int session = 1; session <= sessions; session++) {
      events.add(entry(2L * session - 1, session));
      Duration stay = Duration.ofMinutes(session * 7L);
      events.add(
          session % 10 == 0
              ? changed(2L * session, session, 2, "CLOSED", null)
              : exit(2L * session, session, stay));
    }
    List<ObjectNode> deliveries = new ArrayList<>();
    for (int copy = 0; copy < 5; copy++) {
      deliveries.addAll(events);
    }
    Collections.shuffle(deliveries, new Random(20260302));
    assertThat(deliveries).hasSize(2000);

    for (int i = 0; i < deliveries.size(); i += 25) {
      edge.sendBacklog(deliveries.subList(i, i + 25));
    }

    awaitUpto(400);
    await().atMost(PATIENCE).until(() -> told.size() == 180);
    await().atMost(PATIENCE).until(() -> backend.report().streams().get(0).duplicates() >= 1600);
    BackendReport report = backend.report();
    assertThat(report.streams())
        .singleElement()
        .satisfies(
            stream -> {
              assertThat(stream.events()).isEqualTo(400);
              assertThat(stream.min()).isEqualTo(1);
              assertThat(stream.max()).isEqualTo(400);
              assertThat(stream.gaps()).isEmpty();
              assertThat(stream.duplicates()).isEqualTo(1600);
              assertThat(stream.stays()).isEqualTo(180);
            });
    long expected =
        LongStream.rangeClosed(1, sessions)
            .filter(session -> session % 10 != 0)
            .map(session -> Tariff.EXAMPLE.fen(session * 7))
            .sum();
    assertThat(report.stays().stream().mapToLong(Stay::fen).sum()).isEqualTo(expected);
    assertThat(report.questions()).hasSize(20);
    assertThat(told).extracting(Stay::session).doesNotHaveDuplicates();
  }

  @Test
  void gap_isReported_andCloses_whenItIsFilled() throws Exception {
    edge.send(entry(1, 1), entry(4, 4));

    await().atMost(PATIENCE).until(() -> edge.missing().contains("2-3"));
    assertThat(edge.also()).contains(4L);
    assertThat(edge.upto()).isEqualTo(1);

    edge.sendBacklog(List.of(entry(2, 2), entry(3, 3)));

    awaitUpto(4);
    assertThat(backend.report().streams().get(0).gaps()).isEmpty();
  }

  @Test
  void rubbish_isAnswered_whereItHasANumber_andHarmsNothing() throws Exception {
    edge.sendRaw("evt", new byte[] {1, 2, 3});
    edge.sendRaw("evt", "{}".getBytes(StandardCharsets.UTF_8));
    edge.sendRaw("evt", "[]".getBytes(StandardCharsets.UTF_8));
    edge.sendRaw("evt", "[1, null, {\"seq\":\"7\"}]".getBytes(StandardCharsets.UTF_8));
    edge.sendRaw("evt", new byte[settings.maxPayloadBytes() + 1]);
    ObjectNode wrongSource = entry(1, 1);
    wrongSource.put("source", "/site/lot1/edge/e2");
    ObjectNode noTime = entry(2, 2);
    EventFixture.session(noTime).remove("entry");
    ObjectNode newer = entry(3, 3);
    newer.put("type", "parking.entry.v9");
    edge.send(wrongSource, noTime, newer, entry(4, 4));

    awaitUpto(4);
    assertThat(edge.nacks()).containsExactly("1:INVALID", "2:INVALID", "3:UNSUPPORTED");
    BackendReport report = backend.report();
    assertThat(report.unreadable()).isEqualTo(7);
    assertThat(report.streams().get(0).events()).isEqualTo(1);
    assertThat(report.streams().get(0).refused()).isEqualTo(3);
  }

  @Test
  void nothingIsAcknowledged_whileTheDatabaseFails() throws Exception {
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve(BillingDatabase.FILE));
        Statement lock = other.createStatement()) {
      lock.execute("BEGIN IMMEDIATE");
      edge.send(entry(1, 1), exit(2, 1, HOUR));
      await()
          .during(Duration.ofMillis(2500))
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                // Answers to births may still come; they speak of no event.
                assertThat(edge.upto()).isZero();
                assertThat(edge.also()).isEmpty();
              });
      assertThat(told).isEmpty();
      lock.execute("ROLLBACK");
    }
    awaitUpto(2);
    await().atMost(PATIENCE).until(() -> told.size() == 1);
  }

  @Test
  void restart_keepsEverything_andTellsNothingTwice() throws Exception {
    edge.send(entry(1, 1), exit(2, 1, HOUR), entry(3, 3), entry(5, 5));
    await().atMost(PATIENCE).until(() -> told.size() == 1);
    backend.close();
    // Kept by the broker for the client's session.
    edge.send(exit(6, 5, HOUR));

    startBackend();
    edge.send(entry(4, 4), exit(2, 1, HOUR));

    awaitUpto(6);
    await().atMost(PATIENCE).until(() -> told.size() == 2);
    assertThat(told).extracting(Stay::session).doesNotHaveDuplicates();
    assertThat(backend.report().stays()).hasSize(2);
  }

  @Test
  void backEndThatLostItsLedger_asksForWhatTheEdgeThinksIsSafe() throws Exception {
    edge.sendRaw("st", birth(3));

    await().atMost(PATIENCE).until(() -> edge.missing().contains("1-3"));
    edge.sendBacklog(List.of(entry(1, 1), entry(2, 2), entry(3, 3)));
    awaitUpto(3);
  }

  @Test
  void digest_ofWhatTheDatabaseLost_isAskedForAtOnce_whateverTheReorderWindow() throws Exception {
    backend.close();
    settings = settings.withReorderWindow(Duration.ofHours(1));
    startBackend();
    edge.send(entry(1, 1), exit(2, 1, HOUR), entry(3, 3));
    awaitUpto(3);
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve(BillingDatabase.FILE));
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA busy_timeout=5000");
      statement.execute("DELETE FROM event WHERE seq=2");
      statement.execute("DELETE FROM bill");
      statement.execute("DELETE FROM session");
    }
    StringBuilder lines = new StringBuilder();
    for (long seq = 1; seq <= 3; seq++) {
      lines.append(seq).append(' ').append(entry(seq, 1).get("id").asText()).append('\n');
    }
    String hash =
        HexFormat.of()
            .formatHex(
                DigestBook.sha256().digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
    String digest =
        ("{\"epoch\":\"%s\",\"time\":\"2026-03-02T13:00:00Z\",\"lastSeq\":\"3\",\"blocks\":"
                + "[{\"from\":\"1\",\"to\":\"3\",\"count\":3,\"hash\":\"%s\",\"skip\":[]}]}")
            .formatted(EventFixture.EPOCH, hash);

    edge.sendRaw("dig", "[1]".getBytes(StandardCharsets.UTF_8));
    edge.sendRaw("dig", digest.getBytes(StandardCharsets.UTF_8));

    await().atMost(PATIENCE).until(() -> edge.missing().contains("2-2"));
    edge.acks().clear();
    edge.sendBacklog(List.of(exit(2, 1, HOUR)));
    awaitUpto(3);
    assertThat(backend.report().stays()).hasSize(1);
    assertThat(backend.report().questions()).isEmpty();
  }
}
