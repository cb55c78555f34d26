package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.agent.config.LotConfig;
import io.wugan.agent.lane.PassageRecorder;
import io.wugan.agent.testing.Passages;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.health.HealthBook;
import io.wugan.core.health.HealthKind;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.Commit;
import io.wugan.core.lot.LeaveToKeeper;
import io.wugan.core.lot.LotHello;
import io.wugan.core.lot.PassageIntake;
import io.wugan.core.session.Decision;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.evidence.PictureIntake;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A keeper and a gate with ledgers of their own, and DTLS between them. */
class LotLinkTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;
  private volatile LotTime keeperNow = Passages.at(Duration.ofHours(4));
  private final LotClock clock = () -> keeperNow;
  private final List<Duration> stays = new CopyOnWriteArrayList<>();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(7));
  private final HealthBook health = new HealthBook(alarm -> true, clock);
  private final SessionKeeper sessions =
      new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
  private SqliteLedger keeperLedger;
  private SqliteLedger gateLedger;
  private FileEvidenceStore keeperPictures;
  private FileEvidenceStore gatePictures;
  private PassageRecorder gateRecorder;
  private LotKeeper keeper;
  private LotGate gate;

  @BeforeEach
  void boards() throws IOException {
    keys("keeper.psk", "gate 00112233445566778899aabbccddeeff");
    keys("gate.psk", "gate 00112233445566778899aabbccddeeff");
    keeperLedger = SqliteLedger.open(folder.resolve("k"), new EventCodec("s1", "keeper"), ids);
    gateLedger = SqliteLedger.open(folder.resolve("g"), new EventCodec("s1", "gate"), ids);
    keeperPictures = new FileEvidenceStore(folder.resolve("k-pictures"));
    gatePictures = new FileEvidenceStore(folder.resolve("pictures"));
    gateRecorder =
        new PassageRecorder(gateLedger, gatePictures, new LeaveToKeeper(), ids::next, clock);
    keeper = keeper(0);
  }

  private void keys(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.US_ASCII);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private LotKeeper keeper(int port) throws IOException {
    return keeper(port, "keeper");
  }

  private LotKeeper keeper(int port, String edge) throws IOException {
    PassageIntake intake =
        new PassageIntake(
            keeperLedger, sessions, new ChangeWriter(ids::next), clock, Set.of("gate"), LIMIT);
    return new LotKeeper(
        new LotConfig.Keeper(
            new InetSocketAddress("127.0.0.1", port), Set.of("gate"), folder.resolve("keeper.psk")),
        new LotHello("s1", edge),
        new LotBoard(
            folder.resolve("lot.sessions"),
            folder.resolve("k.clocks"),
            intake,
            new PictureIntake(
                keeperPictures, keeperLedger.evidence(), keeperLedger.uploads(), clock),
            folder.resolve("k-pictures"),
            keeperLedger.waitingPassages(),
            (exit, stay) -> {},
            health,
            clock));
  }

  private void startGate() throws IOException {
    startGate("s1", clock);
  }

  private void startGate(String site, LotClock itsClock) throws IOException {
    PassageIntake nothing =
        new PassageIntake(
            gateLedger, sessions, new ChangeWriter(ids::next), itsClock, Set.of(), LIMIT);
    gate =
        new LotGate(
            new LotConfig.Gate(
                Optional.of("127.0.0.1"), keeper.address().getPort(), folder.resolve("gate.psk")),
            new LotHello(site, "gate"),
            new LotBoard(
                folder.resolve("g.sessions"),
                folder.resolve("g.clocks"),
                nothing,
                new PictureIntake(
                    gatePictures, gateLedger.evidence(), gateLedger.uploads(), itsClock),
                folder.resolve("pictures"),
                gateLedger.waitingPassages(),
                (exit, stay) -> stays.add(stay),
                health,
                itsClock));
    gate.start();
  }

  @AfterEach
  void close() throws Exception {
    if (gate != null) {
      gate.close();
    }
    keeper.close();
    gateLedger.close();
    keeperLedger.close();
  }

  private static LotTime gateTime(Duration utc, Duration mono) {
    return new LotTime(
        Passages.at(utc).utc(),
        mono.toMillis(),
        "gate-boot",
        ClockQuality.SYNCED,
        OptionalInt.empty());
  }

  private void pass(Direction direction, int minute) {
    gateRecorder.submit(Passages.of(direction, "浙A12345", Duration.ofMinutes(minute))).join();
  }

  @Test
  void passagesOfAGate_areStaysOfTheKeeper_andWaitNoMore() throws IOException {
    pass(Direction.ENTER, 0);
    startGate();
    await().atMost(PATIENCE).until(() -> gateLedger.waitingPassages().count() == 0);
    assertThat(keeperLedger.occupancy()).isEqualTo(1);

    pass(Direction.EXIT, 60);
    await().atMost(PATIENCE).until(() -> keeperLedger.occupancy() == 0);
    await().atMost(PATIENCE).until(() -> gateLedger.waitingPassages().count() == 0);
    assertThat(gateLedger.outbox().lastSeq()).as("the gate tells the cloud nothing").isZero();
    assertThat(keeperLedger.outbox().lastSeq()).as("an entry and an exit").isEqualTo(2);
  }

  @Test
  void pictures_followTheirPassages() throws Exception {
    List<EvidenceRef> kept = new ArrayList<>();
    byte[] jpeg = new byte[180_000]; // as large as a scene may be
    for (int n = 0; n < 2; n++) {
      new Random(n).nextBytes(jpeg);
      EvidenceImage image = new EvidenceImage(EvidenceKind.SCENE, clock.now(), jpeg);
      kept.add(gatePictures.store(image));
    }
    Passage seen = Passages.of(Direction.ENTER, "浙A12345", Duration.ZERO);
    gateRecorder.submit(Passages.withPictures(seen, kept)).join();
    startGate();

    await().atMost(PATIENCE).until(() -> gateLedger.waitingPassages().count() == 0);

    for (EvidenceRef picture : kept) {
      assertThat(Files.readAllBytes(keeperPictures.find(picture.sha256()).orElseThrow()))
          .isEqualTo(Files.readAllBytes(gatePictures.find(picture.sha256()).orElseThrow()));
    }
    assertThat(keeperLedger.evidence().findNamed(seen.id(), kept.get(0).sha256())).isPresent();
  }

  @Test
  void keeperThatRestarts_isFoundAgain_andEachPassageCountsOnce() throws Exception {
    startGate();
    pass(Direction.ENTER, 0);
    await().atMost(PATIENCE).until(() -> keeperLedger.occupancy() == 1);

    int port = keeper.address().getPort();
    keeper.close();
    pass(Direction.EXIT, 60);
    pass(Direction.ENTER, 90);
    keeper = keeper(port);

    await().atMost(PATIENCE).until(() -> gateLedger.waitingPassages().count() == 0);
    assertThat(keeperLedger.occupancy()).isEqualTo(1);
    assertThat(keeperLedger.outbox().lastSeq()).isEqualTo(3);
  }

  @Test
  void gateOfAnotherLot_isRefused_andKeepsSayingHello() throws IOException {
    startGate("s2", clock);
    await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> health.faults().isEmpty());
    assertThat(keeperLedger.occupancy()).isZero();
  }

  @Test
  void clockThatIsFiveMinutesBehind_isTold_andStaysAreByTheKeepersClock() throws IOException {
    // The keeper is at minute 80, this gate has another boot and believes to be at minute 75.
    keeperNow = Passages.at(Duration.ofMinutes(80));
    LotTime gateNow = gateTime(Duration.ofMinutes(75), Duration.ofMinutes(20));
    LotTime entered = gateTime(Duration.ofMinutes(60), Duration.ofMinutes(5));
    gateRecorder
        .submit(Passages.of(ids.next(), Direction.ENTER, Optional.of("浙A12345"), entered))
        .join();
    startGate("s1", () -> gateNow);
    await().atMost(PATIENCE).until(() -> keeperLedger.occupancy() == 1);
    assertThat(health.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.kind()).isEqualTo(HealthKind.CLOCKS_DIFFER);
              assertThat(fault.detail()).contains("300.0 s behind");
            });

    PassageRecorder ownLane =
        new PassageRecorder(
            keeperLedger, new FileEvidenceStore(folder.resolve("own")), sessions, ids::next, clock);
    Commit exit =
        ownLane.submit(Passages.of(Direction.EXIT, "浙A12345", Duration.ofMinutes(80))).join();
    assertThat(exit.change().decision())
        .isInstanceOfSatisfying(
            Decision.ExitClosed.class,
            closed -> assertThat(closed.closed().stay()).hasValue(Duration.ofMinutes(15)));
  }

  @Test
  void anotherBoardThatAnswersAsKeeper_isTold_andGetsNothing() throws Exception {
    startGate();
    pass(Direction.ENTER, 0);
    await().atMost(PATIENCE).until(() -> keeperLedger.occupancy() == 1);
    int port = keeper.address().getPort();
    keeper.close();
    keeper = keeper(port, "usurper");

    pass(Direction.EXIT, 60);
    await().atMost(PATIENCE).until(() -> !health.faults().isEmpty());

    assertThat(health.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.kind()).isEqualTo(HealthKind.KEEPER_CONFLICT);
              assertThat(fault.detail()).contains("usurper");
            });
    assertThat(gateLedger.waitingPassages().count()).isEqualTo(1);
    assertThat(keeperLedger.occupancy()).isEqualTo(1);
  }
}
