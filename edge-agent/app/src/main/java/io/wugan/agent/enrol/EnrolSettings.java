package io.wugan.agent.enrol;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a board gets its certificate.
 *
 * @param name what the certificate is to be for, {@code SITE-EDGE}
 * @param url base of the EST server, {@code https://HOST:PORT/.well-known/est} with a label where
 *     the server wants one (RFC 7030, section 3.2.2); without a slash at its end
 * @param ca PEM file of the authorities that may sign the server's certificate; empty for those of
 *     the Java platform
 * @param folder where claim, key and certificate lie; nobody but the agent's user may read it
 * @param renewBefore the certificate is renewed when less than this is left; empty for a third of
 *     its life
 */
public record EnrolSettings(
    String name, URI url, Optional<Path> ca, Path folder, Optional<Duration> renewBefore) {

  /** The certificate in force, with what leads to its authority behind it. */
  public Path certificate() {
    return EnrolFolder.certificate(folder);
  }

  /** Its key. */
  public Path key() {
    return EnrolFolder.key(folder);
  }
}
