package io.wugan.agent.release;

import io.wugan.sync.ledger.LedgerVersion;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * What a release must be for.
 *
 * @param running version of the program that runs; empty where it has none that can be compared
 * @param platform of this board, as {@code linux-arm64}
 * @param java version of the Java that runs it
 * @param ledger version of the tables that the running program writes
 */
public record ReleaseTarget(
    Optional<ReleaseVersion> running, String platform, int java, int ledger) {

  /** This board, with this program. */
  public static ReleaseTarget ofThisProgram(Optional<ReleaseVersion> running) {
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String machine =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> arch;
        };
    String system =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z].*", "");
    return new ReleaseTarget(
        running, system + "-" + machine, Runtime.version().feature(), LedgerVersion.WRITTEN);
  }

  /**
   * Checks that a release can run here, and could be taken back.
   *
   * @param older whether it may be older than what runs
   * @throws IOException saying what is wrong and what is allowed
   */
  void check(ReleaseManifest manifest, boolean older) throws IOException {
    if (!manifest.platform().equals(platform)) {
      throw refused(manifest, "is for " + manifest.platform() + "; this board is " + platform);
    }
    if (manifest.leastJava() > java) {
      throw refused(
          manifest, "needs Java " + manifest.leastJava() + "; this board has Java " + java);
    }
    if (manifest.ledgerOldest() > ledger) {
      throw refused(
          manifest,
          "could not be taken back: it changes the ledger (to version %d) so that this program (version %d) could not go on with it; install a release in between first"
              .formatted(manifest.ledgerOldest(), ledger));
    }
    if (!older && running.isPresent() && manifest.version().compareTo(running.get()) <= 0) {
      throw refused(manifest, "is not newer than " + running.get() + ", which runs");
    }
  }

  private static IOException refused(ReleaseManifest manifest, String why) {
    return new IOException("release " + manifest.version() + " " + why);
  }
}
