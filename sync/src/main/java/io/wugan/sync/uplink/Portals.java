package io.wugan.sync.uplink;

import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** What a failed TLS handshake means to whoever looks after the board. Stateless. */
final class Portals {

  private Portals() {}

  /** The failure, with what is probably behind it; nothing was sent to whoever answered. */
  static SSLException explain(SSLException failure) {
    String text = String.valueOf(failure.getMessage());
    if (text.toLowerCase(Locale.ROOT).contains("unrecognized ssl message")
        || text.contains("plaintext connection")) {
      return told(failure, "what answers does not speak TLS: a captive portal, or tcp:// is meant");
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof GeneralSecurityException) {
        return told(
            failure,
            "the certificate is not that of a broker this board trusts, and nothing was sent to it:"
                + " a captive portal or a proxy that opens TLS is in between, mqtt.tls.ca is"
                + " another's, or the board's clock is wrong");
      }
    }
    return failure;
  }

  private static SSLException told(SSLException failure, String meaning) {
    SSLHandshakeException told =
        new SSLHandshakeException(meaning + " (" + failure.getMessage() + ")");
    told.initCause(failure);
    return told;
  }
}
