package io.wugan.agent.release;

import io.wugan.sync.uplink.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a board is updated.
 *
 * @param trustedKeys PEM file of public keys, one of which must have signed a release; empty: there
 *     are no updates but those of the package manager
 * @param probation a new release has to do well for so long
 * @param quiet the agent changes over when nobody has driven by for so long
 * @param bytesPerSecond a download takes no more of the line
 * @param tls whom to trust for downloads, and who the board is
 */
public record UpdateSettings(
    Optional<Path> trustedKeys,
    Duration probation,
    Duration quiet,
    int bytesPerSecond,
    TlsFiles tls) {

  /** No updates. */
  public static final UpdateSettings OFF =
      new UpdateSettings(
          Optional.empty(),
          Duration.ofMinutes(10),
          Duration.ofSeconds(15),
          1_000_000,
          TlsFiles.NONE);
}
