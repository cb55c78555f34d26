package io.wugan.sync.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whose signature under a broker's certificate counts. */
final class TrustedAuthorities {

  private TrustedAuthorities() {}

  /**
   * TLS with the authorities of the settings, else those of the platform. The host name is checked
   * in either case.
   *
   * @throws IllegalArgumentException if the file of authorities cannot be used
   */
  static SSLSocketFactory socketFactory(MqttSettings settings) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      if (settings.trustedCa().isPresent()) {
        context.init(null, managers(settings.trustedCa().get()).getTrustManagers(), null);
      } else {
        context.init(null, null, null);
      }
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException unusable) {
      throw new IllegalArgumentException(
          "cannot use the trusted authorities of "
              + settings.trustedCa().map(Path::toString).orElse("the Java platform")
              + " ("
              + unusable
              + ")",
          unusable);
    }
  }

  private static TrustManagerFactory managers(Path file)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new IOException("no certificate in the file");
      }
      int number = 0;
      for (Certificate certificate : certificates) {
        number++;
        store.setCertificateEntry("ca" + number, certificate);
      }
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return managers;
  }
}
