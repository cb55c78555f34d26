package io.wugan.agent.page.tls;

import io.wugan.agent.page.access.PrivateFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import java.util.Set;

/**
 * The key and the certificate of the page, made at the first start and kept: whoever has compared
 * its fingerprint once need not do so again. Immutable.
 */
public final class PageCertificate {

  // The file's mode keeps others out; PKCS#12 wants a password all the same.
  private static final char[] PASSWORD = "wugan-page".toCharArray();
  private static final String ALIAS = "page";

  private final KeyStore store;
  private final X509Certificate certificate;

  private PageCertificate(KeyStore store, X509Certificate certificate) {
    this.store = store;
    this.certificate = certificate;
  }

  /**
   * Reads the certificate of a board, or makes one.
   *
   * @param file key store, PKCS#12, in a folder that is there; made with mode 0600
   * @param commonName what a new one is for, for people
   * @param names names of the server, for a new one
   * @param addresses addresses of the server, for a new one
   * @throws IOException if the file cannot be read or written, or is no such key store
   */
  public static PageCertificate open(
      Path file, String commonName, Set<String> names, Set<InetAddress> addresses)
      throws IOException {
    try {
      if (!Files.exists(file)) {
        make(file, commonName, names, addresses);
      }
      return read(file);
    } catch (GeneralSecurityException useless) {
      throw new IOException(
          file + ": is no key store of the page; remove it, and a new one is made", useless);
    }
  }

  /**
   * Reads the certificate of a board.
   *
   * @throws IOException if there is none, or it cannot be read
   */
  public static PageCertificate open(Path file) throws IOException {
    try {
      return read(file);
    } catch (GeneralSecurityException useless) {
      throw new IOException(file + ": is no key store of the page", useless);
    }
  }

  private static void make(
      Path file, String commonName, Set<String> names, Set<InetAddress> addresses)
      throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
    KeyPair keys = generator.generateKeyPair();
    X509Certificate made = SelfSigned.make(keys, commonName, names, addresses);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setKeyEntry(ALIAS, keys.getPrivate(), PASSWORD, new Certificate[] {made});
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, PASSWORD);
    PrivateFile.write(file, bytes.toByteArray());
  }

  private static PageCertificate read(Path file) throws GeneralSecurityException, IOException {
    byte[] bytes = Files.readAllBytes(file);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(new ByteArrayInputStream(bytes), PASSWORD);
    } catch (IOException damaged) {
      throw new IOException(
          file + ": is no key store of the page; remove it, and a new one is made", damaged);
    }
    if (store.getCertificate(ALIAS) instanceof X509Certificate certificate
        && store.isKeyEntry(ALIAS)) {
      return new PageCertificate(store, certificate);
    }
    throw new IOException(file + ": has no key '" + ALIAS + "'; remove it, and a new one is made");
  }

  /** Key and certificate, for a server. */
  public KeyStore store() {
    return store;
  }

  /** What opens {@link #store}; a copy. */
  public char[] password() {
    return PASSWORD.clone();
  }

  /** SHA-256 of the certificate as browsers show it: {@code AB:CD:…}. */
  public String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    } catch (GeneralSecurityException impossible) {
      // It was read from an encoding, and every Java has SHA-256.
      throw new IllegalStateException(impossible);
    }
  }

  /** The certificate. */
  public X509Certificate certificate() {
    return certificate;
  }
}
