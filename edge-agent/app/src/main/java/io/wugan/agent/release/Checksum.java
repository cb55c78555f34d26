package io.wugan.agent.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what is added, piece by piece. Confined to one thread. */
public final class Checksum {

  private static final int PIECE = 64 * 1024;

  private final MessageDigest digest;

  /** Of nothing yet. */
  Checksum() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** That of a file, as 64 hexadecimal digits. */
  public static String of(Path file) throws IOException {
    Checksum sum = new Checksum();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[PIECE];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        sum.add(piece, n);
      }
    }
    return sum.hex();
  }

  void add(byte[] piece, int length) {
    digest.update(piece, 0, length);
  }

  /** As 64 hexadecimal digits; nothing may be added after it. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
