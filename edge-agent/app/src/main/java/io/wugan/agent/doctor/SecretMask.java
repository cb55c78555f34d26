package io.wugan.agent.doctor;

import io.wugan.core.plate.PlateAlphabet;
import io.wugan.core.plate.PlateNumber;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides in a text what must not leave the board: plates, and secrets wherever they may stand by
 * mistake. Names of files stay: they say where a secret is, not what. Stateless.
 */
public final class SecretMask {

  /** What names of secrets end with, as alternatives of a pattern, in lower case. */
  public static final String NAMES =
      "password|passwd|passphrase|secret|token|psk|pin|apikey|api_key"
          + "|authorization|claim|credential|wpa_psk|private_?key";

  private static final String HIDDEN = "***";

  // user:password@ and user@ in an address (RFC 3986, 3.2.1).
  private static final Pattern USER =
      Pattern.compile("(?i)(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,20}://)[^\\s/@'\"]+@");

  // A query may carry anything: presigned addresses do.
  private static final Pattern QUERY = Pattern.compile("(?i)(https?://[^\\s?'\"]+\\?)[^\\s'\"]+");

  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)(?<![a-z0-9_.-])([\"']?(?:[a-z0-9_.-]{0,40}?(?:"
              + NAMES
              + "))[\"']?\\s*[:=]\\s*)"
              + "(\"[^\"]*\"|'[^']*'|[^\\s,}\\]]+(?:[ \\t]+[^\\s,}\\]#]+)*)");

  private static final Pattern BEARER =
      Pattern.compile("(?i)\\b(bearer|basic)\\s+[a-z0-9._~+/=-]+");

  private static final Pattern PEM =
      Pattern.compile("(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*-----|\\z)");

  // Long runs of hexadecimal digits or base64 behind a name and a blank: lines of a key file. Those
  // of 64 digits are hashes of models and pictures, and stay.
  private static final Pattern KEY_LINE =
      Pattern.compile(
          "(?m)^(\\S{1,64}[ :=\\t]+)(?:(?:[0-9a-fA-F]{2}){16,31}|[A-Za-z0-9+/]{22,}={1,2})\\s*$");

  private static final Pattern PLATE =
      Pattern.compile(
          "["
              + PlateAlphabet.PROVINCES
              + "]\\s?[A-Za-z][·•.\\s-]?[A-Za-z0-9]{4,6}[挂学警港澳领]?"
              + "|\\bWJ["
              + PlateAlphabet.PROVINCES
              + "]?\\s?[0-9][0-9A-Z]{4}\\b");

  private SecretMask() {}

  /** The text with plates and secrets hidden. */
  public static String of(String text) {
    String masked = PEM.matcher(text).replaceAll(HIDDEN);
    masked = USER.matcher(masked).replaceAll("$1" + HIDDEN + "@");
    masked = QUERY.matcher(masked).replaceAll("$1" + HIDDEN);
    masked = BEARER.matcher(masked).replaceAll("$1 " + HIDDEN);
    masked = named(masked);
    masked = KEY_LINE.matcher(masked).replaceAll("$1" + HIDDEN);
    return PLATE
        .matcher(masked)
        .replaceAll(plate -> Matcher.quoteReplacement(PlateNumber.mask(plate.group())));
  }

  private static String named(String text) {
    return NAMED.matcher(text).replaceAll("$1" + HIDDEN);
  }
}
