package io.wugan.sync.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertPathParameters;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What {@link TlsFiles} held when they were read: whom the board trusts, and who it is. Immutable.
 * Never shows its key.
 */
final class TlsIdentity {

  private static final int MAX_FILE = 256 * 1024;
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final Map<String, String> PROOFS =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "Ed25519", "Ed25519");

  private final Set<TrustAnchor> authorities;
  private final List<X509Certificate> chain;
  private final @Nullable PrivateKey key;

  private TlsIdentity(
      Set<TrustAnchor> authorities, List<X509Certificate> chain, @Nullable PrivateKey key) {
    this.authorities = authorities;
    this.chain = List.copyOf(chain);
    this.key = key;
  }

  /**
   * Reads the files.
   *
   * @throws IOException if one cannot be read or holds not what it should, or the key is not that
   *     of the certificate; says which file, and what is wanted
   */
  static TlsIdentity load(TlsFiles files) throws IOException {
    Set<TrustAnchor> authorities = new HashSet<>();
    if (files.ca().isPresent()) {
      certificates(files.ca().get()).forEach(ca -> authorities.add(new TrustAnchor(ca, null)));
    } else {
      platformAuthorities().forEach(ca -> authorities.add(new TrustAnchor(ca, null)));
    }
    if (files.certificate().isEmpty() || files.key().isEmpty()) {
      return new TlsIdentity(authorities, List.of(), null);
    }
    List<X509Certificate> chain = certificates(files.certificate().get());
    Path keyFile = files.key().get();
    PrivateKey key = key(keyFile);
    if (!belongs(key, chain.get(0).getPublicKey())) {
      throw new IOException(
          keyFile + ": is not the key of the first certificate in " + files.certificate().get());
    }
    return new TlsIdentity(authorities, chain, key);
  }

  private static String read(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE) {
      throw new IOException(file + ": larger than the 256 KB that a PEM file may take");
    }
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> found = new ArrayList<>();
    read(file);
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        found.add((X509Certificate) one);
      }
    } catch (GeneralSecurityException broken) {
      throw new IOException(
          file + ": holds no certificates in PEM form (" + broken.getMessage() + ")", broken);
    }
    if (found.isEmpty()) {
      throw new IOException(file + ": holds no certificate (BEGIN CERTIFICATE)");
    }
    return found;
  }

  private static List<X509Certificate> platformAuthorities() throws IOException {
    try {
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init((KeyStore) null);
      for (TrustManager manager : managers.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          return List.of(x509.getAcceptedIssuers());
        }
      }
      return List.of();
    } catch (GeneralSecurityException unusable) {
      throw new IOException("cannot use the authorities of the Java platform", unusable);
    }
  }

  private static PrivateKey key(Path file) throws IOException {
    Matcher block = KEY.matcher(read(file));
    if (!block.find()) {
      throw new IOException(
          file
              + ": holds no private key in PKCS#8 form without a password (BEGIN PRIVATE KEY);"
              + " convert it: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW");
    }
    try {
      PKCS8EncodedKeySpec spec =
          new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1)));
      for (String family : PROOFS.keySet()) {
        PrivateKey key = key(family, spec);
        if (key != null) {
          return key;
        }
      }
    } catch (IllegalArgumentException broken) {
      throw new IOException(file + ": its private key is no Base64", broken);
    }
    throw new IOException(file + ": its private key is neither RSA nor EC nor Ed25519");
  }

  private static @Nullable PrivateKey key(String family, PKCS8EncodedKeySpec spec) {
    try {
      return KeyFactory.getInstance(family).generatePrivate(spec);
    } catch (GeneralSecurityException other) {
      return null;
    }
  }

  /** A key that was exchanged without its certificate, or the other way round, is found here. */
  private static boolean belongs(PrivateKey key, PublicKey certified) {
    try {
      byte[] text = {1, 2, 3};
      String algorithm = key.getAlgorithm().equals("EdDSA") ? "Ed25519" : key.getAlgorithm();
      Signature proof = Signature.getInstance(PROOFS.getOrDefault(algorithm, algorithm));
      proof.initSign(key);
      proof.update(text);
      byte[] signed = proof.sign();
      proof.initVerify(certified);
      proof.update(text);
      return proof.verify(signed);
    } catch (GeneralSecurityException different) {
      return false;
    }
  }

  /** Until when the board's own certificate is good; empty where it has none. */
  Optional<Instant> expires() {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo);
  }

  /** The common name of the board's own certificate. */
  Optional<String> name() {
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    try {
      for (Rdn part : new LdapName(chain.get(0).getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          return Optional.of(part.getValue().toString());
        }
      }
    } catch (InvalidNameException nameless) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /**
   * Sockets of this identity. The host name is checked by whoever opens them.
   *
   * @param at the time by which the broker's certificate must be good
   */
  SSLSocketFactory sockets(Instant at) throws GeneralSecurityException, IOException {
    return context(at).getSocketFactory();
  }

  /**
   * The same for a library that makes its own sockets; it has to check the host name.
   *
   * @param at the time by which the server's certificate must be good
   */
  SSLContext context(Instant at) throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers(), trustManagers(at), null);
    return context;
  }

  private TrustManager[] trustManagers(Instant at) throws GeneralSecurityException {
    PKIXBuilderParameters parameters =
        new PKIXBuilderParameters(authorities, new X509CertSelector());
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    CertPathParameters path = parameters;
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(new CertPathTrustManagerParameters(path));
    return managers.getTrustManagers();
  }

  private KeyManager @Nullable [] keyManagers() throws GeneralSecurityException, IOException {
    PrivateKey own = key;
    if (own == null) {
      return null;
    }
    char[] none = {};
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry("board", own, none, chain.toArray(new Certificate[0]));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, none);
    return managers.getKeyManagers();
  }
}
