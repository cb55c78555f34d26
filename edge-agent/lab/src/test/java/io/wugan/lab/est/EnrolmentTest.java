package io.wugan.lab.est;

import static io.wugan.lab.est.EstLot.BOARD;
import static io.wugan.lab.est.EstLot.TOKEN;
import static io.wugan.lab.est.EstLot.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.wugan.agent.enrol.BoardClock;
import io.wugan.agent.enrol.EnrolException;
import io.wugan.agent.enrol.EnrolSettings;
import io.wugan.agent.enrol.Enrolment;
import io.wugan.lab.process.ShortProgram;
import io.wugan.sync.uplink.PahoTransport;
import io.wugan.sync.uplink.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A board gets its certificate, and renews it, from a server whose authority is {@code openssl}.
 */
class EnrolmentTest {

  @TempDir Path folder;
  private EstLot lot;

  @BeforeEach
  void start() throws Exception {
    assumeThat(EstLot.hasOpenssl()).as("openssl is installed").isTrue();
    lot = new EstLot(folder);
  }

  @AfterEach
  void stop() {
    if (lot != null) {
      lot.close();
    }
  }

  private Enrolment.Outcome run(EnrolSettings settings, BoardClock clock) throws Exception {
    return new Enrolment(settings, clock).run();
  }

  private EnrolException refused(EnrolSettings settings, BoardClock clock) {
    return catchThrowableOfType(EnrolException.class, () -> run(settings, clock));
  }

  private static TlsFiles files(EnrolSettings settings) {
    return new TlsFiles(
        settings.ca(), Optional.of(settings.certificate()), Optional.of(settings.key()));
  }

  @Test
  void claim_bringsACertificateThatOpensslTakes_andIsGoneThen() throws Exception {
    lot.claim(TOKEN);

    Enrolment.Outcome outcome = run(lot.settings(), set());

    assertThat(outcome.changed()).isTrue();
    assertThat(Duration.between(Instant.now(), outcome.expires()))
        .isBetween(Duration.ofDays(EstLot.DAYS - 1), Duration.ofDays(EstLot.DAYS));
    assertThat(lot.verified()).endsWith("OK");
    assertThat(PahoTransport.certificateName(files(lot.settings()))).contains(BOARD);
    assertThat(lot.claim()).doesNotExist();
    assertThat(lot.settings().folder().resolve("pending.key")).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lot.settings().key())))
        .isEqualTo("rw-------");
    assertThat(run(lot.settings(), set()).changed()).isFalse();
    assertThat(lot.server.issued()).isEqualTo(1);
  }

  @Test
  void request_isSignedByItsKey_andNamesTheBoard_asOpensslSees() throws Exception {
    lot.claim(TOKEN);
    run(lot.settings(), set());

    String text =
        ShortProgram.run("openssl x509 -noout -text -in %s".formatted(lot.settings().certificate()))
            .said();

    assertThat(text).contains("Subject: CN = " + BOARD, "ASN1 OID: prime256v1", "TLS Web Client");
  }

  @Test
  void tokenThatNobodyGaveOut_isRefused_andMayBeReplaced() throws Exception {
    lot.claim("another-token");

    EnrolException refused = refused(lot.settings(), set());

    assertThat(refused).hasMessageContaining("does not know the claim token");
    assertThat(refused).hasMessageContaining("令牌");
    assertThat(refused.isLater()).isFalse();
    assertThat(lot.claim()).exists();
    lot.claim(TOKEN);
    assertThat(run(lot.settings(), set()).changed()).isTrue();
  }

  @Test
  void usedToken_withAnotherKey_isRefused() throws Exception {
    lot.claim(TOKEN);
    run(lot.settings(), set());
    Files.delete(lot.settings().folder().resolve("current"));
    lot.claim(TOKEN);

    EnrolException refused = refused(lot.settings(), set());

    assertThat(refused).hasMessageContaining("used");
    assertThat(refused.isLater()).isFalse();
    assertThat(lot.server.issued()).isEqualTo(1);
  }

  @Test
  void tokenOfAnotherBoard_isRefused() throws Exception {
    Files.writeString(lot.tokens, "s1-e2 token-of-e2\n");
    lot.claim("token-of-e2");

    assertThat(refused(lot.settings(), set())).hasMessageContaining("does not know");
  }

  @Test
  void powerCutAtEveryStep_leavesAPairThatFits_andTheNextRunEnds() throws Exception {
    int cut = 0;
    while (cutAt(cut)) {
      cut++;
    }
    assertThat(cut).as("steps").isGreaterThan(8);
  }

  /** A first enrolment and a renewal, each cut off; false once the run has no such step. */
  private boolean cutAt(int step) throws Exception {
    Path here = Files.createDirectories(folder.resolve("cut-" + step));
    EnrolSettings settings =
        new EnrolSettings(
            BOARD,
            lot.settings().url(),
            lot.settings().ca(),
            here,
            Optional.of(Duration.ofDays(EstLot.DAYS + 1)));
    String token = "token-for-step-" + step;
    Files.writeString(lot.tokens, BOARD + " " + token + "\n");
    Files.writeString(here.resolve("claim"), token + "\n");
    boolean wasCut = isCut(settings, step);
    if (Files.exists(settings.certificate())) {
      files(settings).context(Instant.now());
    }
    new Enrolment(settings, set()).run();
    assertFits(settings);

    String before = Files.readString(settings.key());
    wasCut |= isCut(settings, step);
    assertFits(settings);
    new Enrolment(settings, set()).run();
    assertFits(settings);
    assertThat(Files.readString(settings.key())).isNotEqualTo(before);
    return wasCut;
  }

  private static boolean isCut(EnrolSettings settings, int step) throws Exception {
    AtomicInteger left = new AtomicInteger(step);
    try {
      new Enrolment(
              settings,
              set(),
              () -> {
                if (left.getAndDecrement() == 0) {
                  throw new PowerCut();
                }
              })
          .run();
      return false;
    } catch (PowerCut cut) {
      return true;
    }
  }

  private static void assertFits(EnrolSettings settings) throws IOException {
    files(settings).context(Instant.now());
    assertThat(settings.folder().resolve("claim")).doesNotExist();
  }

  private static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void cloudThatDecidesSoon_isAskedAgainInTheSameRun() throws Exception {
    lot.claim(TOKEN);
    lot.server.putOff(Optional.of(Duration.ZERO));

    EnrolException later = refused(lot.settings(), set());
    assertThat(later.isLater()).isTrue();

    lot.server.putOff(Optional.empty());
    assertThat(run(lot.settings(), set()).changed()).isTrue();
  }

  @Test
  void cloudThatDecidesLater_isNotAskedBefore() throws Exception {
    lot.claim(TOKEN);
    lot.server.putOff(Optional.of(Duration.ofHours(1)));
    EnrolException told = refused(lot.settings(), set());
    lot.server.putOff(Optional.empty());

    EnrolException waiting = refused(lot.settings(), set());

    assertThat(told).hasMessageContaining("has not decided yet");
    assertThat(waiting).hasMessageContaining("wants to be asked again");
    assertThat(waiting.isLater()).isTrue();
    assertThat(lot.server.issued()).isZero();
    assertThat(run(lot.settings(), EstLot.clock(Duration.ofMinutes(61), true)).changed()).isTrue();
  }

  @Test
  void certificateThatRunsOutSoon_isRenewedInItsOwnName_withANewKey() throws Exception {
    lot.claim(TOKEN);
    run(lot.settings(), set());
    String key = Files.readString(lot.settings().key());
    EnrolSettings soon =
        lot.settings(
            lot.server.base("localhost"),
            lot.authority.certificate(),
            Optional.of(Duration.ofDays(EstLot.DAYS + 1)));

    assertThat(run(lot.settings(), set()).changed()).isFalse();
    assertThat(run(soon, set()).changed()).isTrue();

    assertThat(Files.readString(soon.key())).isNotEqualTo(key);
    assertThat(lot.verified()).endsWith("OK");
    assertThat(lot.server.issued()).isEqualTo(2);
    files(soon).context(Instant.now());
  }

  @Test
  void lastThirdOfItsLife_isWhenItIsRenewed() throws Exception {
    lot.claim(TOKEN);
    run(lot.settings(), set());

    assertThat(run(lot.settings(), EstLot.clock(Duration.ofDays(10), true)).changed()).isFalse();
    // The server's own certificate has run out by then: it is asked, and that is what is told.
    assertThat(refused(lot.settings(), EstLot.clock(Duration.ofDays(61), true)))
        .hasMessageContaining("has run out");
    assertThat(refused(lot.settings(), EstLot.clock(Duration.ofDays(91), true)))
        .hasMessageContaining("a new claim token is wanted");
  }

  @Test
  void serverOfAnotherAuthority_isNotAsked() throws Exception {
    lot.claim(TOKEN);
    Path other = OpensslAuthority.open(folder.resolve("other"), "another authority").certificate();

    EnrolException refused =
        refused(lot.settings(lot.server.base("localhost"), other, Optional.empty()), set());

    assertThat(refused).hasMessageContaining("does not trust");
    assertThat(refused.isLater()).isFalse();
    assertThat(Files.readString(lot.tokens)).endsWith(TOKEN);
  }

  @Test
  void serverOfAnotherName_isNotAsked() throws Exception {
    lot.claim(TOKEN);

    EnrolException refused =
        refused(
            lot.settings(
                lot.server.base("127.0.0.1"), lot.authority.certificate(), Optional.empty()),
            set());

    assertThat(refused).hasMessageContaining("another name than 127.0.0.1");
    assertThat(refused.isLater()).isFalse();
  }

  @Test
  void clockThatWasNotSet_isWaitedFor_andTheTokenIsKept() throws Exception {
    lot.claim(TOKEN);
    Duration toNewYear = Duration.between(Instant.now(), Instant.parse("2026-01-02T00:00:00Z"));

    EnrolException first = refused(lot.settings(), EstLot.clock(Duration.ofDays(-9000), false));
    EnrolException second = refused(lot.settings(), EstLot.clock(toNewYear, false));
    EnrolException third = refused(lot.settings(), EstLot.clock(Duration.ofDays(1), false));

    assertThat(first).hasMessageContaining("before its program was made");
    assertThat(second).hasMessageContaining("is not good yet");
    assertThat(third).hasMessageContaining("the claim token was not used");
    assertThat(first.isLater() && second.isLater() && third.isLater()).isTrue();
    assertThat(Files.readString(lot.tokens)).endsWith(TOKEN);
  }

  @Test
  void serverThatIsAway_isTriedLater() throws Exception {
    lot.claim(TOKEN);
    lot.server.close();

    EnrolException refused = refused(lot.settings(), set());

    assertThat(refused).hasMessageContaining("cannot be reached");
    assertThat(refused.isLater()).isTrue();
  }

  @Test
  void boardWithNeitherClaimNorCertificate_saysWhatIsWanted() throws Exception {
    assertThat(refused(lot.settings(), set())).hasMessageContaining("claim");
    lot.claim("short");
    assertThatThrownBy(() -> run(lot.settings(), set()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("8 to 128 printable");
  }
}
