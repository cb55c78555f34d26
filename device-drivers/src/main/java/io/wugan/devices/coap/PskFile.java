package io.wugan.devices.coap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pre-shared keys of devices, one to a line: {@code identity key}, the key as hexadecimal digits or
 * as base64 of 16 to 32 bytes. Empty lines and what follows a {@code #} do not count. The file is
 * read again when it has changed; one that cannot be used then leaves the keys as they were, and
 * the log says so.
 *
 * <p>Thread-safe. Keys are never logged.
 */
public final class PskFile {

  private static final Logger log = LoggerFactory.getLogger(PskFile.class);

  /** The most that a file may hold. */
  static final int MOST_KEYS = 2048;

  private static final int MOST_BYTES = 512 * 1024;
  private static final Set<PosixFilePermission> REFUSED =
      EnumSet.of(
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private record Stamp(String modified, long size, String key) {}

  private record Contents(Stamp stamp, Map<String, SecretKey> keys) {}

  private final Path file;
  private volatile Contents contents;
  private String lastTrouble = ""; // guarded by this

  private PskFile(Path file, Contents contents) {
    this.file = file;
    this.contents = contents;
  }

  /**
   * Reads the file.
   *
   * @throws IOException if it cannot be read, others may read it, or a line is wrong; says which
   *     and what is wanted
   */
  public static PskFile open(Path file) throws IOException {
    try {
      return new PskFile(file, read(file));
    } catch (IOException unreadable) {
      throw new IOException(
          "the keys in " + file + " cannot be used: " + why(unreadable), unreadable);
    }
  }

  private static String why(IOException failure) {
    return failure instanceof java.nio.file.NoSuchFileException
        ? "there is no such file; wanted is one of lines 'identity key'"
        : String.valueOf(failure.getMessage());
  }

  private static Contents read(Path file) throws IOException {
    Stamp stamp = stamp(file);
    requirePrivate(file);
    if (stamp.size > MOST_BYTES) {
      throw new IOException("it has " + stamp.size + " bytes; at most " + MOST_BYTES + " fit");
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    return new Contents(stamp, PskLines.parse(lines, MOST_KEYS));
  }

  private static Stamp stamp(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new Stamp(
        attributes.lastModifiedTime().toString(),
        attributes.size(),
        String.valueOf(attributes.fileKey()));
  }

  private static void requirePrivate(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
    for (PosixFilePermission refused : REFUSED) {
      if (allowed.contains(refused)) {
        throw new IOException(
            "its permissions give " + refused + "; wanted is 0600 (chmod 600), or 0640 at most");
      }
    }
  }

  /**
   * Reads the file again if it has changed.
   *
   * @return the identities that are gone or have another key now; their sessions must end
   */
  public Set<String> refresh() {
    Contents before = contents;
    try {
      if (stamp(file).equals(before.stamp)) {
        noteTrouble("");
        return Set.of();
      }
      Contents now = read(file);
      contents = now;
      noteTrouble("");
      Set<String> ended = new HashSet<>();
      before.keys.forEach(
          (identity, key) -> {
            if (!key.equals(now.keys.get(identity))) {
              ended.add(identity);
            }
          });
      log.info("keys in {} read again: {} identities", file, now.keys.size());
      return ended;
    } catch (IOException unusable) {
      noteTrouble(why(unusable));
      return Set.of();
    }
  }

  private synchronized void noteTrouble(String trouble) {
    if (!trouble.isEmpty() && !trouble.equals(lastTrouble)) {
      log.error("keys in {} stay as they were: {}", file, trouble);
    }
    lastTrouble = trouble;
  }

  /** Who has a key. */
  public Set<String> identities() {
    return contents.keys.keySet();
  }

  /** The key of an identity. */
  Optional<SecretKey> findKey(String identity) {
    return Optional.ofNullable(contents.keys.get(identity));
  }

  /**
   * A key that whoever has this file can make: for what is kept elsewhere and must not be read
   * without it.
   *
   * @param purpose another one gives another key
   */
  SecretKey derive(String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(purpose.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      contents.keys.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              entry -> {
                mac.update(entry.getKey().getBytes(StandardCharsets.UTF_8));
                mac.update((byte) 0);
                mac.update(entry.getValue().getEncoded());
              });
      return new SecretKeySpec(mac.doFinal(), "AES");
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java platform has HmacSHA256", missing);
    }
  }
}
