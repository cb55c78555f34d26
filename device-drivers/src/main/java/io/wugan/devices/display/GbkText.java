package io.wugan.devices.display;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Text as the panels take it: GBK, one byte for what ASCII has and two for everything else. A
 * character is never cut in half. Stateless.
 */
final class GbkText {

  private static final Charset GBK = Charset.forName("GBK");
  private static final byte[] REPLACEMENT = {'?'};

  private GbkText() {}

  private static CharsetEncoder encoder() {
    return GBK.newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE)
        .replaceWith(REPLACEMENT);
  }

  /** The bytes; what GBK does not have is a question mark. */
  static byte[] encode(String text) {
    try {
      ByteBuffer bytes = encoder().encode(CharBuffer.wrap(text));
      byte[] encoded = new byte[bytes.remaining()];
      bytes.get(encoded);
      return encoded;
    } catch (CharacterCodingException impossible) {
      throw new IllegalStateException("an encoder that replaces has refused", impossible);
    }
  }

  /** How many bytes it needs. */
  static int bytes(String text) {
    return encode(text).length;
  }

  /** The characters that GBK does not have. */
  static Set<String> unknownIn(String text) {
    CharsetEncoder encoder = GBK.newEncoder();
    Set<String> unknown = new TreeSet<>();
    text.codePoints()
        .mapToObj(Character::toString)
        .filter(character -> !encoder.canEncode(character))
        .forEach(unknown::add);
    return unknown;
  }

  /** As many whole characters from the beginning as fit. */
  static String fit(String text, int mostBytes) {
    return text.substring(0, fitting(text, mostBytes));
  }

  private static int fitting(String text, int mostBytes) {
    int end = 0;
    int bytes = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      bytes += bytes(text.substring(end, next));
      if (bytes > mostBytes) {
        return end;
      }
      end = next;
    }
    return end;
  }

  /** Lines that fit: broken at spaces where there are any, otherwise between two characters. */
  static List<String> split(String line, int mostBytes) {
    List<String> lines = new ArrayList<>();
    String current = "";
    for (String word : line.strip().split(" +", -1)) {
      String longer = current.isEmpty() ? word : current + " " + word;
      if (bytes(longer) <= mostBytes) {
        current = longer;
        continue;
      }
      if (!current.isEmpty()) {
        lines.add(current);
      }
      current = word;
      while (bytes(current) > mostBytes) {
        // At least one character a line, so that this ends whatever the limit.
        int end = Math.max(fitting(current, mostBytes), current.offsetByCodePoints(0, 1));
        lines.add(current.substring(0, end));
        current = current.substring(end);
      }
    }
    if (!current.isEmpty()) {
      lines.add(current);
    }
    return lines;
  }
}
