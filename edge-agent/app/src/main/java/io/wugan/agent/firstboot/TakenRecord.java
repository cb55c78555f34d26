package io.wugan.agent.firstboot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was taken from a setup file before: of each file that came of it the hash, so that what was
 * changed on the board since stays unless the setup file says something new. Confined to one
 * thread.
 */
final class TakenRecord {

  private static final String PATH = "/etc/wugan/setup.taken";
  private static final String SETUP = "setup";
  private static final int HASH_DIGITS = 64;

  private final Map<String, String> hashes;

  private TakenRecord(Map<String, String> hashes) {
    this.hashes = hashes;
  }

  static TakenRecord empty() {
    return new TakenRecord(new TreeMap<>());
  }

  /** What was taken before; nothing where there is no such file. */
  static TakenRecord read(RootFiles files) throws IOException {
    TakenRecord record = empty();
    Optional<String> text = files.read(PATH);
    if (text.isPresent()) {
      for (String line : text.get().lines().toList()) {
        if (line.length() > HASH_DIGITS + 1 && line.charAt(HASH_DIGITS) == ' ') {
          record.hashes.put(line.substring(HASH_DIGITS + 1), line.substring(0, HASH_DIGITS));
        }
      }
    }
    return record;
  }

  /** Whether this text of a setup file was taken as a whole. */
  boolean isSetup(String text) {
    return hash(text).equals(hashes.get(SETUP));
  }

  void setSetup(String text) {
    hashes.put(SETUP, hash(text));
  }

  /** Whether this text is what a setup file made of a file before. */
  boolean has(String path, String text) {
    return hash(text).equals(hashes.get(path));
  }

  void set(String path, String text) {
    hashes.put(path, hash(text));
  }

  /** Remembers of a path what another record does. */
  void keep(String path, TakenRecord before) {
    String hash = before.hashes.get(path);
    if (hash != null) {
      hashes.put(path, hash);
    }
  }

  /** Files that came of a setup file. */
  Iterable<String> paths() {
    return hashes.keySet().stream().filter(path -> path.startsWith("/")).toList();
  }

  boolean knows(String path) {
    return hashes.containsKey(path);
  }

  void write(RootFiles files) throws IOException {
    String text =
        hashes.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
            .collect(Collectors.joining());
    files.write(new BoardFile(PATH, text, BoardFile.Access.ROOT_ALONE));
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
