package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.agent.config.BaysConfig;
import io.wugan.core.bay.BayReport;
import io.wugan.core.bay.BayRules;
import io.wugan.core.bay.BaySensor;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.devices.coap.bay.BayGatewaySettings;
import io.wugan.devices.coap.bay.BayGatewaySettings.Admission;
import io.wugan.devices.coap.bay.BayGatewaySettings.Rate;
import io.wugan.devices.coap.bay.SimulatedBaySensor;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.uplink.Publication;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// Acceptance scenario A44: a bay says occupied and nobody is inside.
class BayKeeperTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final LotClock clock = new SystemLotClock();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean connected = new AtomicBoolean(true);
  private final Map<String, Boolean> health = new ConcurrentHashMap<>();

  private BayKeeper keeper(int port) throws IOException {
    BayGatewaySettings gateway =
        new BayGatewaySettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            Optional.empty(),
            List.of(new BaySensor("s1", "A-1", Duration.ofSeconds(1))),
            Admission.NONE,
            new BayRules(Duration.ZERO, 3, 15, 0),
            new Rate(600, 100));
    BaysConfig config = new BaysConfig(gateway, Duration.ofMinutes(5), Duration.ofSeconds(2));
    return new BayKeeper(
        config,
        new BayKeeper.Board(
            DataFolder.open(directory),
            clock,
            (kind, place, wrong, detail) -> health.put(kind + " " + place, wrong),
            this::take));
  }

  private boolean take(Publication message) {
    if (connected.get()) {
      told.add(message.topic() + " " + new String(message.payload(), StandardCharsets.UTF_8));
    }
    return connected.get();
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean isTold(String... parts) {
    return told.stream().anyMatch(word -> List.of(parts).stream().allMatch(word::contains));
  }

  @Test
  void report_isToldToTheCloud_andASilentSensorIsLost() throws Exception {
    int port = freePort();
    TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(5));
    try (SqliteLedger ledger = SqliteLedger.open(directory, new EventCodec("s1", "e1"), ids)) {
      BayKeeper keeper = keeper(port);
      keeper.start();
      await().atMost(LIMIT).until(() -> isTold("up/bay", "\"whole\":true", "UNKNOWN"));

      InetSocketAddress gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      try (SimulatedBaySensor sensor = SimulatedBaySensor.start("s1", Optional.empty(), gateway)) {
        assertThat(sensor.report(BayReport.of(1, true), LIMIT)).isEqualTo("2.04");
      }

      await().atMost(LIMIT).until(() -> isTold("\"whole\":false", "OCCUPIED", "\"lost\":false"));
      await().atMost(LIMIT).until(() -> health.getOrDefault("BAY_SENSOR_LOST board s1", false));
      await().atMost(LIMIT).until(() -> isTold("\"whole\":false", "OCCUPIED", "\"lost\":true"));
      // Nobody has come in, and a bay is occupied.
      await().atMost(LIMIT).until(() -> health.getOrDefault("BAYS_EXCEED_VEHICLES board", false));
      assertThat(ledger.outbox().counts().lastSeq()).as("no event, nothing billed").isZero();
      keeper.close();
    }
  }

  @Test
  void change_whileNobodyHears_isToldLater() throws Exception {
    int port = freePort();
    connected.set(false);
    BayKeeper keeper = keeper(port);
    keeper.start();
    InetSocketAddress gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (SimulatedBaySensor sensor = SimulatedBaySensor.start("s1", Optional.empty(), gateway)) {
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> sensor.report(BayReport.of(1, true), Duration.ofSeconds(2)).equals("2.04"));
    }
    assertThat(told).isEmpty();

    connected.set(true);

    await().atMost(LIMIT).until(() -> isTold("\"whole\":false", "OCCUPIED"));
    keeper.close();
  }

  @Test
  void portTaken_endsNothing() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      BayKeeper keeper = keeper(taken.getLocalPort());
      keeper.start();

      await().atMost(LIMIT).until(() -> health.getOrDefault("BAY_SENSOR_LOST board s1", false));
      keeper.close();
    }
  }

  @Test
  void alarmOfASensorThatIsGone_isLookedAfterByNobody() throws Exception {
    BaysConfig config =
        new BaysConfig(
            new BayGatewaySettings(
                new InetSocketAddress(1),
                Optional.empty(),
                List.of(new BaySensor("s1", "A-1", Duration.ofSeconds(1))),
                Admission.NONE,
                BayRules.DEFAULT,
                Rate.DEFAULT),
            LIMIT,
            LIMIT);

    assertThat(BayKeeper.looksAfter(config, HealthPlace.boardDevice("s1"))).isTrue();
    assertThat(BayKeeper.looksAfter(config, HealthPlace.boardDevice("s2"))).isFalse();
  }
}
