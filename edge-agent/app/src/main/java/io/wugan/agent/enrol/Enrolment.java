package io.wugan.agent.enrol;

import io.wugan.agent.x509.CertificateRequest;
import io.wugan.core.text.Bilingual;
import io.wugan.sync.uplink.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Gets a board its certificate, or renews it.
 *
 * <pre>
 * claim waits ── not that of the present certificate ──▶ POST /simpleenroll ── 200 ─▶ put in force
 *   │                                                       └── 202 ─▶ again after so long
 *   └── that of the present one (power cut) ──▶ forgotten
 * no claim, certificate with less than a third of its life ──▶ POST /simplereenroll, with a new key
 * </pre>
 *
 * <p>Confined to the command's thread. Blocks for at most two minutes.
 */
public final class Enrolment {

  /** No board is older than this program: an earlier clock was not set yet. */
  static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
  private static final Duration SHORT_WAIT = Duration.ofSeconds(30);
  private static final int LIFE_PARTS = 3;

  private final EnrolSettings settings;
  private final BoardClock clock;
  private final EnrolFolder folder;

  /**
   * What came of it.
   *
   * @param changed whether another certificate is in force
   * @param expires until when the certificate in force is good
   */
  public record Outcome(boolean changed, Instant expires) {}

  /**
   * @param settings where to ask
   * @param clock the board's
   */
  public Enrolment(EnrolSettings settings, BoardClock clock) {
    this(settings, clock, () -> {});
  }

  /**
   * The same, cut off where a proof wants it.
   *
   * @param settings where to ask
   * @param clock the board's
   * @param step called before each change on the disk; may throw
   */
  public Enrolment(EnrolSettings settings, BoardClock clock, Runnable step) {
    this.settings = settings;
    this.clock = clock;
    this.folder = new EnrolFolder(settings.folder(), step);
  }

  /**
   * Does what is to be done now.
   *
   * @throws EnrolException if there is no certificate to be had, now or without a person
   * @throws IOException if the folder cannot be read or written
   */
  public Outcome run() throws EnrolException, IOException, InterruptedException {
    folder.make();
    Optional<Claim> claim = folder.findClaim();
    List<X509Certificate> present = folder.listPresent();
    if (claim.isPresent()) {
      if (!present.isEmpty() && folder.cameOf(claim.get())) {
        folder.forgetClaim();
        return new Outcome(false, expires(present));
      }
      return enrol(claim.get());
    }
    if (present.isEmpty()) {
      throw EnrolException.refused(
          new Bilingual(
              "no certificate, and no claim token to get one with: write the token to "
                  + EnrolFolder.claim(settings.folder()),
              "没有证书，也没有认领令牌：请将令牌写入 " + EnrolFolder.claim(settings.folder())));
    }
    return isDue(present.get(0)) ? renew(present) : new Outcome(false, expires(present));
  }

  private boolean isDue(X509Certificate own) {
    Instant from = own.getNotBefore().toInstant();
    Instant until = own.getNotAfter().toInstant();
    Duration left =
        settings.renewBefore().orElse(Duration.between(from, until).dividedBy(LIFE_PARTS));
    return !clock.now().isBefore(until.minus(left));
  }

  private Outcome enrol(Claim claim) throws EnrolException, IOException, InterruptedException {
    checkTurn();
    checkClock();
    EstClient est = client(Optional.empty());
    EstClient.Authorities authorities = est.authorities();
    checkClockAgainst(authorities);
    try {
      KeyPair keys = folder.pendingKey();
      byte[] request = CertificateRequest.make(keys, settings.name());
      EstClient.Answer answer = est.enrol(request, settings.name(), claim);
      if (answer.certificates().isEmpty() && answer.again().compareTo(SHORT_WAIT) <= 0) {
        TimeUnit.MILLISECONDS.sleep(answer.again().toMillis());
        answer = est.enrol(request, settings.name(), claim);
      }
      return take(answer, keys, authorities, Optional.of(claim));
    } catch (GeneralSecurityException unusable) {
      throw new IOException("no key of the curve P-256 can be made: " + unusable, unusable);
    }
  }

  private Outcome renew(List<X509Certificate> present)
      throws EnrolException, IOException, InterruptedException {
    checkTurn();
    checkClock();
    if (!clock.now().isBefore(expires(present))) {
      throw EnrolException.refused(
          new Bilingual(
              "the certificate has run out, at "
                  + expires(present)
                  + ": a new claim token is wanted",
              "证书已于 " + expires(present) + " 到期：需要新的认领令牌"));
    }
    EstClient est = client(Optional.of(present));
    EstClient.Authorities authorities = est.authorities();
    try {
      KeyPair keys = folder.pendingKey();
      EstClient.Answer answer = est.renew(CertificateRequest.make(keys, settings.name()));
      return take(answer, keys, authorities, Optional.empty());
    } catch (GeneralSecurityException unusable) {
      throw new IOException("no key of the curve P-256 can be made: " + unusable, unusable);
    }
  }

  private Outcome take(
      EstClient.Answer answer,
      KeyPair keys,
      EstClient.Authorities authorities,
      Optional<Claim> claim)
      throws EnrolException, IOException, GeneralSecurityException {
    if (answer.certificates().isEmpty()) {
      Instant again = clock.now().plus(answer.again());
      folder.notBefore(again);
      throw EnrolException.later(
          new Bilingual(
              "the cloud has not decided yet, and wants to be asked again from " + again + " on",
              "云端尚未批准，请于 " + again + " 之后重试"));
    }
    List<X509Certificate> chain =
        IssuedCheck.chain(
            answer.certificates(),
            keys.getPublic(),
            settings.name(),
            authorities.certificates(),
            clock.now());
    folder.putInForce(keys, chain, claim);
    return new Outcome(true, expires(chain));
  }

  private EstClient client(Optional<List<X509Certificate>> present) throws IOException {
    Optional<Path> certificate = present.map(chain -> settings.certificate());
    Optional<Path> key = present.map(chain -> settings.key());
    return new EstClient(
        settings.url(), new TlsFiles(settings.ca(), certificate, key).context(clock.now()));
  }

  // RFC 7030, 4.2.3: who is told to wait does so, over restarts too.
  private void checkTurn() throws EnrolException, IOException {
    Optional<Instant> again = folder.notBefore();
    Instant now = clock.now();
    if (again.isPresent()
        && now.isBefore(again.get())
        && again.get().isBefore(now.plus(Duration.ofDays(2)))) {
      throw EnrolException.later(
          new Bilingual(
              "the cloud wants to be asked again from " + again.get() + " on",
              "云端要求于 " + again.get() + " 之后重试"));
    }
  }

  private void checkClock() throws EnrolException {
    if (clock.now().isBefore(EARLIEST)) {
      throw EnrolException.later(
          new Bilingual(
              "this board's clock says "
                  + clock.now()
                  + ", which was before its program was made: it is to be set first (time server)",
              "本机时间为 " + clock.now() + "，尚未校时：请检查时间服务器"));
    }
  }

  // Before the token is used: a certificate that is good only tomorrow would be of no use.
  private void checkClockAgainst(EstClient.Authorities server)
      throws EnrolException, IOException, InterruptedException {
    Optional<Instant> told = server.time();
    if (told.isEmpty()) {
      return;
    }
    Duration off = Duration.between(told.get(), clock.now());
    if (off.abs().compareTo(CLOCK_TOLERANCE) > 0 && !clock.isSet()) {
      throw EnrolException.later(
          new Bilingual(
              "this board's clock says %s and the server's %s: it is to be set first (time server);"
                      .formatted(clock.now(), told.get())
                  + " the claim token was not used",
              "本机时间 %s 与服务器时间 %s 不符：请先校时；令牌尚未使用".formatted(clock.now(), told.get())));
    }
  }

  private static Instant expires(List<X509Certificate> chain) {
    return chain.get(0).getNotAfter().toInstant();
  }
}
