package io.wugan.sync.uplink;

import static io.wugan.sync.testing.ScriptedServer.PUBLISH;
import static io.wugan.sync.testing.ScriptedServer.friendly;
import static io.wugan.sync.testing.ScriptedServer.puback;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.sync.ledger.OutboxState;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.testing.Samples;
import io.wugan.sync.testing.ScriptedServer;
import io.wugan.sync.testing.ScriptedServer.Packet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker of MQTT 5 that answers and does not take: the whole uplink. */
class RefusedRecordTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private final Samples samples = new Samples(4);
  private SqliteLedger ledger;

  @BeforeEach
  void open() {
    ledger = samples.open(directory);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Uplink start(String url) {
    MqttSettings settings =
        new MqttSettings(url, "refused", Optional.empty(), Optional.empty(), "pk1");
    UplinkTimings timings =
        UplinkTimings.defaults().withAck(Duration.ofMillis(300), Duration.ofSeconds(20));
    return Uplink.start(
        ledger,
        MqttTransports.create(MqttVersion.V5, settings, Instant::now),
        UplinkSettings.of(Samples.SITE, Samples.EDGE, "0.1").withTimings(timings),
        Samples.clockAt(0));
  }

  private static Function<Packet, List<byte[]>> refusing(String text, int reason) {
    return packet ->
        packet.type() == PUBLISH && packet.contains(text)
            ? List.of(puback(packet.id(), reason))
            : friendly(packet);
  }

  private static List<byte[]> refuse(Packet packet, AtomicInteger refused) {
    refused.incrementAndGet();
    return List.of(puback(packet.id(), 0x97));
  }

  @Test
  void recordWhosePayloadIsRefused_isSetApart_andNoOther() throws Exception {
    samples.fill(ledger, 0, 10, 0);
    String bad = ledger.outbox().listIds(5, 5).get(0).eventId();
    try (ScriptedServer server = ScriptedServer.start(refusing(bad, 0x99));
        Uplink uplink = start(server.url())) {
      AtomicInteger fresh = new AtomicInteger(100);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                samples.fill(ledger, fresh.getAndIncrement(), 1, 0);
                return ledger.outbox().list(5, 1).get(0).state() == OutboxState.APART;
              });

      assertThat(ledger.outbox().counts().setApart()).isEqualTo(1);
      assertThat(uplink.stats().connections()).isEqualTo(1);
      assertThat(uplink.stats().lastFailure().orElseThrow()).contains("not of its type (0x99)");
    }
  }

  @Test
  void quotaThatIsUsedUp_makesNobodySuspect_andAllGoesOutAfterwards() throws Exception {
    samples.fill(ledger, 0, 10, 0);
    AtomicInteger refused = new AtomicInteger();
    Function<Packet, List<byte[]>> script =
        packet ->
            packet.type() == PUBLISH && refused.get() < 12
                ? refuse(packet, refused)
                : friendly(packet);
    try (ScriptedServer server = ScriptedServer.start(script);
        Uplink uplink = start(server.url())) {
      await().atMost(PATIENCE).until(() -> refused.get() >= 12);
      String last = ledger.outbox().listIds(10, 10).get(0).eventId();
      int before = server.packets(PUBLISH).size();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  server.packets(PUBLISH).stream()
                      .skip(before)
                      .anyMatch(packet -> packet.contains(last)));

      assertThat(ledger.outbox().counts().setApart()).isZero();
      assertThat(uplink.stats().connections()).isEqualTo(1);
      assertThat(uplink.stats().lastFailure().orElseThrow()).contains("a quota is used up");
    }
  }
}
