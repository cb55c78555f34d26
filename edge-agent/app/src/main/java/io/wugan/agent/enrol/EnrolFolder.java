package io.wugan.agent.enrol;

import io.wugan.agent.file.WholeFile;
import io.wugan.agent.x509.Pem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What lies in the folder of the board's certificate. A power cut at any step leaves the old pair
 * of key and certificate in force or the new one, never halves of both.
 *
 * <pre>
 * claim          the token, until a certificate came of it
 * not-before     when the cloud wants to be asked again
 * pending.key    the key that a certificate is being asked for; asked for again with the same one
 * id-7/          key, certificate, mark of the claim
 * current        link to one of them: the pair in force
 * </pre>
 *
 * Confined to the command's thread.
 */
final class EnrolFolder {

  private static final Set<PosixFilePermission> SECRET =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> PRIVATE_FOLDER =
      PosixFilePermissions.fromString("rwxr-x---");
  private static final Pattern IDENTITY = Pattern.compile("id-([1-9][0-9]{0,8})");
  private static final int MAX_FILE = 64 * 1024;
  private static final String CLAIM = "claim";
  private static final String CURRENT = "current";
  private static final String CERTIFICATE = "board.pem";
  private static final String KEY = "board.key";
  private static final String MARK = "claim.mark";

  private final Path folder;
  private final Runnable step;

  /**
   * @param step called before each change; a test ends the run there
   */
  EnrolFolder(Path folder, Runnable step) {
    this.folder = folder;
    this.step = step;
  }

  static Path certificate(Path folder) {
    return folder.resolve(CURRENT).resolve(CERTIFICATE);
  }

  static Path key(Path folder) {
    return folder.resolve(CURRENT).resolve(KEY);
  }

  static Path claim(Path folder) {
    return folder.resolve(CLAIM);
  }

  /**
   * The claim that waits, if there is one.
   *
   * @throws IOException if the file holds no token; says where, and what is wanted
   */
  Optional<Claim> findClaim() throws IOException {
    Path file = claim(folder);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = text(file);
    if (!text.isEmpty() && text.chars().allMatch(each -> each == 0)) {
      // Overwritten, and then the power went: it had been used.
      step.run();
      Files.delete(file);
      return Optional.empty();
    }
    String token = text.lines().findFirst().orElse("").strip();
    if (!Claim.PATTERN.matcher(token).matches()) {
      throw new IOException(file + ": its first line is no claim token; allowed: " + Claim.ALLOWED);
    }
    return Optional.of(new Claim(token));
  }

  /** The certificate in force and what leads to its authority; empty if there is none. */
  List<X509Certificate> listPresent() throws IOException {
    Path file = certificate(folder);
    if (!Files.exists(file)) {
      return List.of();
    }
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        chain.add((X509Certificate) one);
      }
      return chain;
    } catch (GeneralSecurityException broken) {
      throw new IOException(file + ": holds no certificate: " + broken.getMessage(), broken);
    }
  }

  /** Whether the certificate in force came of this claim. */
  boolean cameOf(Claim claim) throws IOException {
    Path mark = folder.resolve(CURRENT).resolve(MARK);
    return Files.exists(mark) && text(mark).strip().equals(claim.mark());
  }

  /**
   * The key to ask a certificate for: the one of an attempt that was cut off, or a new one. One
   * that is in force already was left over by a cut, and is not asked for again.
   */
  KeyPair pendingKey() throws IOException, GeneralSecurityException {
    Path file = folder.resolve("pending.key");
    if (Files.exists(file)) {
      Optional<KeyPair> kept = BoardKey.parse(text(file));
      if (kept.isPresent() && !isInForce(kept.get())) {
        return kept.get();
      }
    }
    KeyPair made = BoardKey.make();
    step.run();
    WholeFile.write(file, bytes(BoardKey.text(made)), Optional.of(SECRET));
    return made;
  }

  private boolean isInForce(KeyPair keys) throws IOException {
    List<X509Certificate> present = listPresent();
    return !present.isEmpty() && present.get(0).getPublicKey().equals(keys.getPublic());
  }

  /**
   * Puts a pair in force, and forgets the claim it came of.
   *
   * @param chain the board's certificate, and what leads to its authority
   * @param claim empty for a renewal
   */
  void putInForce(KeyPair keys, List<X509Certificate> chain, Optional<Claim> claim)
      throws IOException, CertificateEncodingException {
    long number = listNumbers().stream().mapToLong(Long::longValue).max().orElse(0) + 1;
    Path made = folder.resolve("id-" + number);
    step.run();
    makeFolder(made);
    StringBuilder text = new StringBuilder();
    for (X509Certificate one : chain) {
      text.append(Pem.block(Pem.CERTIFICATE, one.getEncoded()));
    }
    step.run();
    WholeFile.write(made.resolve(KEY), bytes(BoardKey.privateText(keys)), Optional.of(SECRET));
    step.run();
    WholeFile.write(made.resolve(CERTIFICATE), bytes(text.toString()));
    if (claim.isPresent()) {
      step.run();
      WholeFile.write(made.resolve(MARK), bytes(claim.get().mark() + "\n"));
    }
    sync(folder);
    Path link = folder.resolve(CURRENT + ".part");
    step.run();
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, made.getFileName());
    step.run();
    Files.move(
        link,
        folder.resolve(CURRENT),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    sync(folder);
    forgetClaim();
    step.run();
    Files.deleteIfExists(folder.resolve("pending.key"));
    removeOlderThan(number - 1);
  }

  /** Overwrites the claim and takes it away, with what belongs to it. */
  void forgetClaim() throws IOException {
    Path file = claim(folder);
    if (Files.exists(file)) {
      step.run();
      overwrite(file);
      step.run();
      Files.delete(file);
    }
    step.run();
    Files.deleteIfExists(folder.resolve("not-before"));
    sync(folder);
  }

  private static void overwrite(Path file) throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(out.size(), MAX_FILE));
      while (zeros.hasRemaining()) {
        out.write(zeros);
      }
      out.force(true);
    }
  }

  /** When the cloud wants to be asked again; empty if it did not say. */
  Optional<Instant> notBefore() throws IOException {
    Path file = folder.resolve("not-before");
    try {
      return Files.exists(file) ? Optional.of(Instant.parse(text(file).strip())) : Optional.empty();
    } catch (DateTimeException torn) {
      return Optional.empty();
    }
  }

  /** Keeps when the cloud wants to be asked again. */
  void notBefore(Instant moment) throws IOException {
    step.run();
    WholeFile.write(folder.resolve("not-before"), bytes(moment + "\n"));
  }

  // The one before stays: whoever reads the files at this moment finds what it has begun to read.
  private void removeOlderThan(long number) throws IOException {
    for (long old : listNumbers()) {
      if (old < number) {
        Path gone = folder.resolve("id-" + old);
        step.run();
        for (String name : List.of(KEY, CERTIFICATE, MARK)) {
          Files.deleteIfExists(gone.resolve(name));
          Files.deleteIfExists(gone.resolve(name + ".part"));
        }
        Files.deleteIfExists(gone);
      }
    }
  }

  private List<Long> listNumbers() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> IDENTITY.matcher(String.valueOf(each.getFileName())))
          .filter(Matcher::matches)
          .map(found -> Long.valueOf(found.group(1)))
          .toList();
    }
  }

  /** Makes the folder where it is missing. */
  void make() throws IOException {
    if (!Files.isDirectory(folder)) {
      Path above = folder.toAbsolutePath().getParent();
      if (above != null) {
        Files.createDirectories(above);
      }
      makeFolder(folder);
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER));
    } catch (FileAlreadyExistsException cutOff) {
      if (!Files.isDirectory(folder)) {
        throw cutOff;
      }
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE) {
      throw new IOException(file + ": is larger than the 64 KB that are allowed");
    }
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
