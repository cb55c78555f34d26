package io.wugan.lab.est;

import io.wugan.agent.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Claim tokens in a file, a line for each board: {@code SITE-EDGE TOKEN}. A token is bound to the
 * first key that it is used with, whose hash is written behind it: a board whose power was cut
 * before it had its certificate asks again with the same key and gets one; anybody else does not.
 *
 * <p>Thread-safe.
 */
final class TokenBook {

  private static final int NAME = 0;
  private static final int TOKEN = 1;
  private static final int KEY = 2;

  private final Path file;

  TokenBook(Path file) {
    this.file = file;
  }

  /** What a token is good for. */
  enum Standing {
    /** It is of this board, and of no other key. */
    GOOD,
    /** It was used with another key. */
    USED,
    /** Nobody gave it out to this board. */
    UNKNOWN
  }

  /**
   * Uses a token.
   *
   * @param name of the board
   * @param publicKey of the request, PEM
   */
  synchronized Standing use(String name, String token, String publicKey) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    String hash = hash(publicKey);
    Standing found = Standing.UNKNOWN;
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).strip().split("\\s+", -1);
      if (words.length <= TOKEN || !words[NAME].equals(name) || !same(words[TOKEN], token)) {
        continue;
      }
      if (words.length > KEY && !words[KEY].equals(hash)) {
        found = Standing.USED;
        continue;
      }
      lines.set(i, name + " " + token + " " + hash);
      WholeFile.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      return Standing.GOOD;
    }
    return found;
  }

  // In the same time wherever they differ.
  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(String publicKey) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(publicKey.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, 16));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
