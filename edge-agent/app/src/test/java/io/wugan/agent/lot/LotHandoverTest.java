package io.wugan.agent.lot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.agent.testing.Passages;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.lot.Handover;
import io.wugan.core.lot.HandoverException;
import io.wugan.core.lot.LeaveToKeeper;
import io.wugan.core.lot.PassageForwarder;
import io.wugan.core.lot.PassageIntake;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.devices.coap.lot.LotClient;
import io.wugan.devices.coap.lot.LotRefusedException;
import io.wugan.devices.coap.lot.LotRefusedException.Reason;
import io.wugan.devices.coap.lot.LotServer;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A keeper and two gates, each with a real ledger, over real sockets with DTLS. */
class LotHandoverTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final List<String> KEYED = List.of("gate-a", "gate-b", "stranger");

  @TempDir Path directory;
  private final LotClock clock = () -> Passages.at(Duration.ZERO);
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(7));
  private final ChangeWriter writer = new ChangeWriter(ids::next);
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private SqliteLedger keeper;
  private LotServer server;
  private int port;

  @BeforeEach
  void open() throws IOException {
    keeper = ledger("keeper");
    server = serve(0);
    port = server.address().getPort();
  }

  @AfterEach
  void close() throws Exception {
    while (!closing.isEmpty()) {
      closing.pop().close();
    }
  }

  private SqliteLedger ledger(String edgeId) {
    SqliteLedger ledger =
        SqliteLedger.open(directory.resolve(edgeId), new EventCodec("s1", edgeId), ids);
    closing.push(ledger);
    return ledger;
  }

  private LotServer serve(int wanted) throws IOException {
    SessionKeeper sessions =
        new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
    PassageIntake intake =
        new PassageIntake(keeper, sessions, writer, clock, Set.of("gate-a", "gate-b"), LIMIT);
    LotServer started =
        LotServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted),
            keys("all", KEYED),
            directory.resolve("sessions"),
            Map.of(HandoverPort.PATH, new HandoverPort("keeper", intake)));
    closing.push(started);
    return started;
  }

  private Path keys(String name, List<String> identities) throws IOException {
    Path file = directory.resolve(name + ".psk");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    StringBuilder lines = new StringBuilder();
    for (String identity : identities) {
      int number = 0x5eed + KEYED.indexOf(identity);
      lines.append(identity).append(String.format(" %032x\n", number));
    }
    return Files.writeString(file, lines);
  }

  private LotClient client(String edgeId) throws IOException {
    Path own = keys(edgeId, List.of(edgeId));
    LotClient client = LotClient.start(own, edgeId);
    closing.push(client);
    return client;
  }

  // Where the keeper was last; it may be down.
  private InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private CoapKeeperLink link(String edgeId) throws IOException {
    return new CoapKeeperLink(new KeeperCalls(client(edgeId), this::address), LIMIT);
  }

  private PassageForwarder forwarder(String edgeId, SqliteLedger gate) throws IOException {
    return new PassageForwarder(edgeId, gate.waitingPassages(), link(edgeId), new Random(1));
  }

  private void capture(SqliteLedger gate, Passage passage) {
    gate.submit(
            book ->
                writer.write(
                    Optional.of(passage),
                    new LeaveToKeeper().decide(passage, book),
                    book,
                    passage.at()))
        .join();
  }

  private static Passage pass(Direction direction, String plate, int minute) {
    return Passages.of(direction, plate, Duration.ofMinutes(minute));
  }

  private static Handover ofOne(String edgeId) {
    return new Handover(edgeId, List.of(pass(Direction.ENTER, "浙A12345", 0)));
  }

  @Test
  void entryAtOneGateAndExitAtAnother_endOneStayAtTheKeeper() throws IOException {
    SqliteLedger gateA = ledger("gate-a");
    SqliteLedger gateB = ledger("gate-b");
    capture(gateA, pass(Direction.ENTER, "浙A12345", 0));
    capture(gateB, pass(Direction.EXIT, "浙A12345", 80));

    assertThat(forwarder("gate-a", gateA).step()).isZero();
    assertThat(keeper.occupancy()).isEqualTo(1);
    assertThat(forwarder("gate-b", gateB).step()).isZero();

    assertThat(keeper.occupancy()).isZero();
    assertThat(gateA.waitingPassages().count() + gateB.waitingPassages().count()).isZero();
  }

  @Test
  void fiftyPassages_goInOneHandover_andOnceMoreChangesNothing() throws Exception {
    List<Passage> fifty = new ArrayList<>();
    for (int i = 0; i < Handover.LIMIT; i++) {
      fifty.add(pass(Direction.ENTER, "浙A" + String.format("%05d", i * 111), i));
    }
    CoapKeeperLink link = link("gate-a");
    Handover handover = new Handover("gate-a", fifty);

    assertThat(link.hand(handover).captured()).hasSize(Handover.LIMIT);
    long records = keeper.outbox().lastSeq();
    assertThat(link.hand(handover).captured()).hasSize(Handover.LIMIT);

    assertThat(keeper.occupancy()).isEqualTo(Handover.LIMIT);
    assertThat(keeper.outbox().lastSeq()).isEqualTo(records);
  }

  @Test
  void keeperRestarts_whatWaitsIsTakenOnce() throws IOException {
    SqliteLedger gateA = ledger("gate-a");
    capture(gateA, pass(Direction.ENTER, "浙A12345", 0));
    CoapKeeperLink hasty =
        new CoapKeeperLink(new KeeperCalls(client("gate-a"), this::address), Duration.ofSeconds(1));
    PassageForwarder forwarder =
        new PassageForwarder("gate-a", gateA.waitingPassages(), hasty, new Random(1));
    server.close();

    assertThat(forwarder.step()).isPositive();
    assertThat(gateA.waitingPassages().count()).isEqualTo(1);
    keeper.close();
    keeper = ledger("keeper");
    server = serve(port);
    PassageForwarder patient = forwarder("gate-a", gateA);

    assertThat(patient.step()).isZero();
    assertThat(gateA.waitingPassages().count()).isZero();
    assertThat(keeper.occupancy()).isEqualTo(1);
  }

  @Test
  void boardThatIsNotListed_orSpeaksForAnother_isRefused() throws IOException {
    CoapKeeperLink stranger = link("stranger");

    assertThatThrownBy(() -> stranger.hand(ofOne("stranger")))
        .isInstanceOf(HandoverException.class)
        .hasMessageContaining("4.03")
        .hasMessageContaining("stranger is not among");
    assertThatThrownBy(() -> stranger.hand(ofOne("gate-a")))
        .isInstanceOf(HandoverException.class)
        .hasMessageContaining("4.03")
        .hasMessageContaining("with the key of board stranger");
    assertThatThrownBy(() -> link("gate-a").hand(ofOne("gate-a").to("office", List.of())))
        .isInstanceOf(HandoverException.class)
        .hasMessageContaining("4.03")
        .hasMessageContaining("for board office; this is keeper");
    assertThat(keeper.occupancy()).isZero();
  }

  @Test
  void malformed_isRefused() throws IOException {
    LotClient gate = client("gate-a");
    byte[] other = "{\"v\":2}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> gate.post(address(), HandoverPort.PATH, other, LIMIT))
        .isInstanceOfSatisfying(
            LotRefusedException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.MALFORMED))
        .hasMessageContaining("version 2");
  }

  @Test
  void keepersLedgerDown_isRefusedForNow_andNothingIsSettled() throws IOException {
    SqliteLedger gateA = ledger("gate-a");
    capture(gateA, pass(Direction.ENTER, "浙A12345", 0));
    CoapKeeperLink link = link("gate-a");
    keeper.close();

    assertThatThrownBy(() -> link.hand(ofOne("gate-a")))
        .isInstanceOf(HandoverException.class)
        .hasMessageContaining("5.03");
    assertThat(forwarder("gate-a", gateA).step()).isPositive();
    assertThat(gateA.waitingPassages().count()).isEqualTo(1);
  }
}
