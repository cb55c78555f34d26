package io.wugan.devices.coap;

import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The lines of a file of pre-shared keys. */
final class PskLines {

  private static final Pattern IDENTITY = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final Pattern HEX = Pattern.compile("([0-9A-Fa-f]{2})+");
  private static final Pattern WHITE = Pattern.compile("\\s+");
  private static final int LEAST = 16;
  private static final int MOST = 32;

  private PskLines() {}

  /**
   * @param most so many at most
   * @throws IOException if a line is wrong; says which, and what is wanted, and no key
   */
  static Map<String, SecretKey> parse(List<String> lines, int most) throws IOException {
    Map<String, SecretKey> keys = new HashMap<>();
    Set<SecretKey> different = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        add(keys, different, line, i + 1);
      }
    }
    if (keys.size() > most) {
      throw new IOException("it has " + keys.size() + " identities; at most " + most + " fit");
    }
    return Map.copyOf(keys);
  }

  private static void add(
      Map<String, SecretKey> keys, Set<SecretKey> different, String line, int number)
      throws IOException {
    List<String> words = List.of(WHITE.split(line, -1));
    if (words.size() != 2) {
      throw wrong(number, "has " + words.size() + " words", "an identity and its key");
    }
    String identity = words.get(0);
    if (!IDENTITY.matcher(identity).matches()) {
      throw wrong(number, "has no identity", "1 to 64 of letters, digits, '.', '_', ':' and '-'");
    }
    SecretKey key = new SecretKeySpec(bytes(words.get(1), number), "PSK");
    if (keys.put(identity, key) != null) {
      throw wrong(number, "has " + identity + " a second time", "each identity once");
    }
    if (!different.add(key)) {
      // One that has the key of another could speak in its name.
      throw wrong(number, "gives " + identity + " the key of another", "a key for each identity");
    }
  }

  private static byte[] bytes(String text, int number) throws IOException {
    byte[] key;
    try {
      // Digits of hexadecimal are base64 too: they count as what they look like.
      key =
          HEX.matcher(text).matches() && text.length() >= 2 * LEAST
              ? HexFormat.of().parseHex(text)
              : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException neither) {
      throw wrong(number, "has a key that is neither", "hexadecimal digits or base64");
    }
    if (key.length < LEAST || key.length > MOST) {
      throw wrong(
          number,
          "has a key of " + key.length + " bytes",
          LEAST + " to " + MOST + " (openssl rand -hex 16)");
    }
    return key;
  }

  private static IOException wrong(int line, String found, String wanted) {
    return new IOException("line " + line + " " + found + "; wanted: " + wanted);
  }
}
