package io.wugan.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UplinkEngineTest {

  private static final Publication BIRTH = new Publication("s01/e01/up/st", new byte[] {'1'}, true);
  private static final String LIVE = "s01/e01/up/evt";
  private static final String BACKLOG = "s01/e01/up/bkl";
  private static final String NOTHING_NEW = "{\"epoch\":\"%s\",\"upto\":0}";

  @TempDir Path directory;
  private final Samples samples = new Samples(8);
  private final ScriptedBroker broker = new ScriptedBroker(new Random(1), 0);
  private SqliteLedger ledger;
  private UplinkEngine engine;
  private long nanos;

  @BeforeEach
  void open() {
    ledger = samples.open(directory);
    engine =
        new UplinkEngine(
            ledger.outbox(),
            UplinkSettings.of(Samples.SITE, Samples.EDGE, "0.1")
                .withLimits(new UplinkLimits(1, 48 * 1024, 4, 6)),
            Samples.clockAt(0),
            () -> nanos,
            new Random(1),
            new SideMessages());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private void answerAll() {
    for (var token = broker.deliverOne(); token.isPresent(); token = broker.deliverOne()) {
      engine.published(token.get());
    }
  }

  @Test
  void freshRecord_findsRoom_whileTheBacklogGoesOut() throws Exception {
    samples.fill(ledger, 0, 20, -100_000);
    engine.connected(broker, BIRTH);
    engine.step();
    assertThat(broker.topics()).containsExactly(BIRTH.topic(), BACKLOG, BACKLOG);

    samples.fill(ledger, 50, 1, 0);
    engine.step();

    assertThat(broker.topics()).containsExactly(BIRTH.topic(), BACKLOG, BACKLOG, LIVE);
  }

  @Test
  void backlog_waits_whenNobodyAcknowledges_andFreshRecordsGoOn() throws Exception {
    samples.fill(ledger, 0, 20, -100_000);
    engine.connected(broker, BIRTH);
    for (int i = 0; i < 20; i++) {
      engine.step();
      answerAll();
    }
    assertThat(broker.committed()).isEqualTo(6);

    samples.fill(ledger, 50, 2, 0);
    engine.step();
    answerAll();

    assertThat(broker.committed()).isEqualTo(8);
    assertThat(broker.topics()).endsWith(LIVE, LIVE);
  }

  @Test
  void unansweredMessage_endsTheConnection() throws Exception {
    engine.connected(broker, BIRTH);
    pass(Duration.ofSeconds(14));
    engine.step();
    pass(Duration.ofSeconds(2));

    assertThatThrownBy(() -> engine.step())
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("15 s");
  }

  @Test
  void unacknowledgedRecord_isSentAgain_laterAndLater() throws Exception {
    samples.fill(ledger, 0, 1, 0);
    engine.connected(broker, BIRTH);
    engine.step();
    answerAll();

    int[] sentAfterMinutes = new int[30];
    for (int minute = 0; minute < sentAfterMinutes.length; minute++) {
      pass(Duration.ofMinutes(1));
      engine.step();
      answerAll();
      hear(NOTHING_NEW.formatted(ledger.epoch()));
      sentAfterMinutes[minute] = broker.topics().size() - 1;
    }

    // After 30 s, 1, 2, 4, 8 and then every 10 min, each ±20 %.
    assertThat(sentAfterMinutes[0]).isEqualTo(2);
    assertThat(sentAfterMinutes[29]).isBetween(5, 8);
  }

  /** A broker that has lost the subscription, or has too much of the cloud's under way. */
  @Test
  void cloudThatIsNotHeardAtAll_endsTheConnection() throws Exception {
    samples.fill(ledger, 0, 1, 0);
    engine.connected(broker, BIRTH);

    assertThatThrownBy(() -> passMinutes(60, ""))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("acknowledges nothing");
    assertThat(nanos).isBetween(Duration.ofMinutes(20).toNanos(), Duration.ofMinutes(32).toNanos());

    engine.disconnected();
    broker.reconnect();
    engine.connected(broker, BIRTH);
    passMinutes(15, "");
  }

  @Test
  void cloudThatIsHeard_andLeavesARecordOut_keepsTheConnection() throws Exception {
    samples.fill(ledger, 0, 1, 0);
    engine.connected(broker, BIRTH);

    passMinutes(120, NOTHING_NEW.formatted(ledger.epoch()));

    assertThat(broker.topics()).hasSizeGreaterThan(10);
  }

  private void hear(String ack) throws InterruptedException {
    engine.received(ack.getBytes(StandardCharsets.UTF_8));
  }

  private void passMinutes(int minutes, String heardEach) throws Exception {
    for (int minute = 0; minute < minutes; minute++) {
      engine.step();
      answerAll();
      pass(Duration.ofMinutes(1));
      if (!heardEach.isEmpty()) {
        hear(heardEach);
      }
    }
  }

  @Test
  void reconnected_sendsEverythingUnacknowledgedAgain() throws Exception {
    samples.fill(ledger, 0, 3, 0);
    engine.connected(broker, BIRTH);
    engine.step();
    answerAll();
    engine.disconnected();
    broker.reconnect();

    engine.connected(broker, BIRTH);
    engine.step();

    assertThat(broker.topics()).hasSize(8);
    assertThat(engine.sent()).isEqualTo(6);
  }

  /**
   * A pause before the connection as long as they come must not put a suspect before the others.
   */
  @Test
  void recordAtWhichConnectionsEnd_comesAfterTheOthersOfEachConnection() throws Exception {
    samples.fill(ledger, 0, 1, 0);
    for (int i = 0; i < 2; i++) {
      engine.connected(broker, BIRTH);
      engine.step();
      engine.disconnected();
      broker.reconnect();
      pass(Duration.ofMinutes(1));
    }
    samples.fill(ledger, 50, 1, 0);
    engine.connected(broker, BIRTH);
    answerAll();
    engine.step();

    assertThat(engine.sent()).as("twice the first, once the second").isEqualTo(3);
    answerAll();
    assertThat(broker.committed()).as("the second, which the broker takes").isEqualTo(1);

    engine.step();
    assertThat(engine.sent()).as("then the first, by itself").isEqualTo(4);
  }

  @Test
  void recordTooLargeForAnyMessage_isSetApart() throws Exception {
    samples.fill(ledger, 0, 1, 0);
    engine =
        new UplinkEngine(
            ledger.outbox(),
            UplinkSettings.of(Samples.SITE, Samples.EDGE, "0.1")
                .withLimits(new UplinkLimits(50, 100, 4, 6)),
            Samples.clockAt(0),
            () -> nanos,
            new Random(1),
            new SideMessages());

    engine.connected(broker, BIRTH);
    engine.step();

    assertThat(ledger.outbox().counts().setApart()).isEqualTo(1);
    assertThat(broker.topics()).containsExactly(BIRTH.topic());
  }
}
