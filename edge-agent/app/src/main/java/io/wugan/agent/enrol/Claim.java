package io.wugan.agent.enrol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A token that is good for one certificate. Does not show itself.
 *
 * @param token as the cloud has given it out
 */
public record Claim(String token) {

  /** What a token may be. */
  public static final Pattern PATTERN = Pattern.compile("[!-~]{8,128}");

  /** The same for people. */
  public static final String ALLOWED =
      "8 to 128 printable characters of ASCII, without blanks  8～128 个可打印 ASCII 字符，不含空格";

  /**
   * By what a certificate remembers the claim it came from: enough to know it again, not enough to
   * use it.
   */
  String mark() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(("wugan claim " + token).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  @Override
  public String toString() {
    return "Claim[***]";
  }
}
