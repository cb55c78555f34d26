package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.lane.PassageRecorder;
import io.wugan.agent.testing.Passages;
import io.wugan.core.health.HealthBook;
import io.wugan.core.lane.Direction;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boards as their configuration files make them, without their lanes. */
class LotWiringTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final LotClock clock = () -> Passages.at(Duration.ofHours(4));
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(7));
  private final HealthBook health = new HealthBook(alarm -> true, clock);
  private final List<Duration> stays = new CopyOnWriteArrayList<>();
  private final List<CloseStack> boards = new ArrayList<>();

  @AfterEach
  void close() {
    boards.forEach(CloseStack::closeAll);
  }

  private record Started(SqliteLedger ledger, PassageRecorder recorder) {}

  private Started board(String edge, String lot) throws IOException {
    Path file = directory.resolve(edge + ".yaml");
    Files.writeString(
        file,
        """
        site: s1
        edge: %s
        data: data-%s
        mqtt: {url: "tcp://127.0.0.1:1"}
        lanes:
          - {id: in, role: ENTRY, camera: {file: in.mp4}}
        %s
        """
            .formatted(edge, edge, lot));
    AgentConfig config = ConfigFile.check(file).config().orElseThrow();
    CloseStack closing = new CloseStack();
    boards.add(closing);
    DataFolder folder = DataFolder.open(config.data());
    SqliteLedger ledger = SqliteLedger.open(folder.ledger(), new EventCodec("s1", edge), ids);
    closing.push(ledger::close);
    SessionKeeper keeper = new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
    LotWiring.start(
        config,
        new LotWiring.Board(ledger, folder, keeper, (exit, stay) -> stays.add(stay), ids, clock),
        health,
        closing);
    return new Started(
        ledger,
        new PassageRecorder(
            ledger,
            new FileEvidenceStore(folder.evidence()),
            LotWiring.decider(config, keeper),
            ids::next,
            clock));
  }

  private void keys() throws IOException {
    Path file =
        Files.createFile(
            directory.resolve("lot.psk"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, "gate-a %032x\ngate-b %032x\n".formatted(0x5eed1, 0x5eed2));
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      return socket.getLocalPort();
    }
  }

  @Test
  void twoGatesAndAKeeperThatComesLater_keepOneStay() throws IOException {
    keys();
    int port = freePort();
    String gate = "lot: {keeper: 127.0.0.1, port: %d, keys: lot.psk}".formatted(port);
    Started gateA = board("gate-a", gate);
    Started gateB = board("gate-b", gate);
    gateA.recorder().submit(Passages.of(Direction.ENTER, "浙A12345", Duration.ZERO)).join();
    assertThat(gateA.ledger().occupancy()).as("a gate counts nothing").isZero();
    assertThat(gateA.ledger().waitingPassages().count()).isEqualTo(1);

    Started keeper =
        board(
            "keeper",
            "lot: {keeper: true, boards: [gate-a, gate-b], listen: 127.0.0.1, port: %d, keys: lot.psk}"
                .formatted(port));
    await().atMost(PATIENCE).until(() -> keeper.ledger().occupancy() == 1);
    gateB.recorder().submit(Passages.of(Direction.EXIT, "浙A12345", Duration.ofMinutes(80))).join();

    await().atMost(PATIENCE).until(() -> keeper.ledger().occupancy() == 0);
    await().atMost(PATIENCE).until(() -> gateB.ledger().waitingPassages().count() == 0);
    assertThat(stays).as("told to the gate where it ended").containsExactly(Duration.ofMinutes(80));
    assertThat(gateA.ledger().waitingPassages().count()).isZero();
    assertThat(gateA.ledger().outbox().lastSeq()).isZero();
    assertThat(keeper.ledger().outbox().lastSeq()).isEqualTo(2);
  }

  @Test
  void boardAlone_decidesItself() throws IOException {
    Started alone = board("alone", "");

    alone.recorder().submit(Passages.of(Direction.ENTER, "浙A12345", Duration.ZERO)).join();

    assertThat(alone.ledger().occupancy()).isEqualTo(1);
    assertThat(alone.ledger().waitingPassages().count()).isZero();
  }
}
