package io.wugan.lab.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.wugan.lab.billing.EdgeId;
import io.wugan.lab.broker.MosquittoBroker;
import io.wugan.sync.uplink.MqttSettings;
import io.wugan.sync.uplink.MqttTransports;
import io.wugan.sync.uplink.MqttVersion;
import io.wugan.sync.uplink.PahoTransport;
import io.wugan.sync.uplink.TlsFiles;
import io.wugan.sync.uplink.UplinkStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * F22: certificates are exchanged while the board runs, against a real Mosquitto that lets in by
 * certificate alone and whose access list is the one of the documents. Longer: {@code
 * -Dwugan.rotations=100}.
 */
@ParameterizedClass
@EnumSource
class CertificatesTest {
  private static final int ROTATIONS = Integer.getInteger("wugan.rotations", 4);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final EdgeId EDGE = new EdgeId(AgentConfig.SITE, "e1");
  private static final String BOARD = AgentConfig.SITE + "-e1";

  @Parameter MqttVersion version;
  @TempDir Path folder;
  private TestAuthority authority;
  private MosquittoBroker broker;
  private SecuredCloud cloud;
  private TlsFiles files;
  private ScriptedBoard board;
  private int minute;

  @BeforeEach
  void start() throws Exception {
    assumeThat(MosquittoBroker.isInstalled()).as("mosquitto is installed").isTrue();
    authority = new TestAuthority(folder.resolve("ca"), "test-ca");
    TlsFiles own = authority.issue("localhost");
    Path access =
        Files.writeString(
            folder.resolve("acl"),
            """
            user %1$s
            topic write %2$s/%3$s/up/#
            topic read %2$s/%3$s/dn/#
            user billing
            topic read %2$s/+/+/up/#
            topic write %2$s/+/+/dn/#
            """
                .formatted(BOARD, AgentConfig.ROOT, EDGE));
    broker =
        MosquittoBroker.startSecured(
            folder.resolve("broker"),
            new MosquittoBroker.Security(
                authority.certificate(),
                own.certificate().orElseThrow(),
                own.key().orElseThrow(),
                access));
    cloud = new SecuredCloud(broker.url(), authority.issue("billing"), EDGE);
    files =
        new TlsFiles(
            Optional.of(authority.certificate()),
            Optional.of(folder.resolve("board.pem")),
            Optional.of(folder.resolve("board.key")));
    exchange(authority.issue(BOARD));
    String name = PahoTransport.certificateName(files).orElseThrow();
    assertThat(name).isEqualTo(BOARD);
    board =
        new ScriptedBoard(
            EDGE,
            folder.resolve("data"),
            Duration.ofHours(7),
            1,
            Optional.of(
                new ScriptedBoard.Line(
                    MqttTransports.create(
                        version,
                        new MqttSettings(
                            broker.url().toString(),
                            name,
                            Optional.empty(),
                            Optional.empty(),
                            AgentConfig.ROOT,
                            files),
                        Instant::now),
                    Duration.ofSeconds(2))));
  }

  @AfterEach
  void stop() throws Exception {
    if (board != null) {
      board.close();
    }
    if (cloud != null) {
      cloud.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  private void exchange(TlsFiles with) throws IOException {
    move(with.certificate().orElseThrow(), "board.pem");
    move(with.key().orElseThrow(), "board.key");
  }

  private void move(Path from, String to) throws IOException {
    Path part = Files.copy(from, folder.resolve(to + ".part"));
    Files.move(
        part,
        folder.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private void pass() throws InterruptedException {
    minute++;
    board.pass("E1", "浙A" + (10_000 + minute), Duration.ofMinutes(8 * 60L + minute));
  }

  private UplinkStats stats() {
    return board.uplinkStats();
  }

  private void awaitAllInCloud() {
    await().atMost(PATIENCE).until(() -> cloud.upto() == board.ledger().outbox().lastSeq());
    await().atMost(PATIENCE).until(() -> board.ledger().outbox().counts().pending() == 0);
  }

  @Test
  void certificates_exchangedAgainAndAgain_loseNothing() throws Exception {
    pass();
    awaitAllInCloud();
    for (int i = 1; i <= ROTATIONS; i++) {
      long before = stats().connections();
      exchange(authority.issue(BOARD));
      pass();
      await().atMost(PATIENCE).until(() -> stats().connections() > before);
      pass();
    }
    awaitAllInCloud();

    assertThat(cloud.upto()).isEqualTo(1 + 2L * ROTATIONS);
    assertThat(stats().certificateExpires()).isPresent();
    assertThat(stats().version()).contains(version);
    System.out.printf(
        "F22: %d exchanges of the certificate, %d connections, %d of %d records in the cloud%n",
        ROTATIONS, stats().connections(), cloud.upto(), board.ledger().outbox().lastSeq());
  }

  @Test
  void certificateThatNobodyTrusts_isTried_andTheOldOneGoesOn() throws Exception {
    pass();
    awaitAllInCloud();
    long before = stats().connections();

    exchange(new TestAuthority(folder.resolve("other"), "other-ca").issue(BOARD));
    await().atMost(PATIENCE).until(() -> stats().failuresInARow() > 0);
    pass();

    awaitAllInCloud();
    assertThat(stats().connections()).isGreaterThan(before);
  }

  @Test
  void keyThatIsTornOrOfAnotherCertificate_changesNothing() throws Exception {
    pass();
    awaitAllInCloud();
    long before = stats().connections();

    Files.writeString(folder.resolve("board.key"), "-----BEGIN PRIVATE KEY-----\nMIG");
    assertStays(before);
    pass();
    awaitAllInCloud();
    move(authority.issue(BOARD).key().orElseThrow(), "board.key");
    assertStays(before);
    pass();
    awaitAllInCloud();

    assertThat(stats().connections()).isEqualTo(before);
  }

  /** For longer than the uplink takes to look at its files. */
  private void assertStays(long connections) {
    await()
        .during(Duration.ofMillis(2_500))
        .atMost(PATIENCE)
        .until(() -> stats().connections() == connections && stats().connected());
  }

  @Test
  void board_mayNotSpeakForAnother() throws Exception {
    pass();
    awaitAllInCloud();
    try (SecuredCloud thief =
        new SecuredCloud(
            broker.url(), authority.issue(BOARD + "x"), new EdgeId(AgentConfig.SITE, "e1"))) {
      pass();
      awaitAllInCloud();

      assertThat(thief.upto()).isZero();
    }
  }
}
