package io.wugan.devices.display;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.wugan.devices.serial.AnswerCheck;
import io.wugan.devices.serial.AnswerCheck.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * LCD panels that take a JSON object in UTF-8, as a datagram or a line of TCP. Every maker names
 * its fields otherwise, so that the object is a text of the configuration in which {@code {line1}}
 * to {@code {line8}}, {@code {lines}} (all of them, with line breaks), {@code {voice}}, {@code
 * {seconds}}, {@code {color}} and {@code {free}} are replaced. Any JSON object that comes back is
 * an answer.
 *
 * <p>Immutable.
 */
final class LcdProtocol implements PanelProtocol {

  static final String USUAL_MESSAGE =
      "{\"cmd\":\"show\",\"line1\":\"{line1}\",\"line2\":\"{line2}\",\"line3\":\"{line3}\","
          + "\"line4\":\"{line4}\",\"voice\":\"{voice}\",\"color\":\"{color}\",\"time\":{seconds}}";

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{(line([1-8])|lines|voice|seconds|color|free)\\}");
  private static final Pattern WORD_IN_BRACES = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*)\\}");
  private static final JsonFactory JSON = new JsonFactory();

  private final String message;
  private final DisplaySettings settings;

  LcdProtocol(DisplaySettings settings) {
    this.settings = settings;
    this.message = settings.look().message().orElse(USUAL_MESSAGE);
  }

  /**
   * Looks a message over.
   *
   * @return what is wrong with it; empty where it is good
   */
  static String problemOf(String message) {
    Matcher words = WORD_IN_BRACES.matcher(message);
    while (words.find()) {
      if (!PLACEHOLDER.matcher(words.group()).matches()) {
        return "the placeholder " + words.group();
      }
    }
    String filled = PLACEHOLDER.matcher(message).replaceAll("0");
    return isObject(filled.getBytes(StandardCharsets.UTF_8), filled.length() * 3)
        ? ""
        : "'" + message + "', which is no JSON object";
  }

  @Override
  public boolean isGbk() {
    return false;
  }

  @Override
  public List<byte[]> frames(FittedText text) {
    if (text.lines().isEmpty() && text.voice().isEmpty()) {
      return List.of();
    }
    String json = PLACEHOLDER.matcher(message).replaceAll(found -> value(found.group(1), text));
    boolean datagram = settings.connection() instanceof DisplaySettings.Network net && net.udp();
    return List.of((datagram ? json : json + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private String value(String name, FittedText text) {
    String plain =
        switch (name) {
          case "lines" -> String.join("\n", text.lines());
          case "voice" -> text.voice();
          case "seconds" -> String.valueOf(settings.look().stays().toSeconds());
          case "color" -> settings.look().color().name();
          case "free" -> String.valueOf(text.freeBays().orElse(0));
          default -> line(text.lines(), name.charAt(name.length() - 1) - '1');
        };
    return Matcher.quoteReplacement(
        new String(JsonStringEncoder.getInstance().quoteAsString(plain)));
  }

  private static String line(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "";
  }

  // What a panel repeats may hold a plate: only the number of bytes goes into the log.
  @Override
  public AnswerCheck answerTo(byte[] frame) {
    return (received, length) -> {
      if (length == 0) {
        return Verdict.none("nothing was received");
      }
      return isObject(received, length)
          ? Verdict.answer(
              "the panel answers "
                  + new String(received, 0, length, StandardCharsets.UTF_8).strip())
          : Verdict.none("received " + length + " bytes that are no JSON object");
    };
  }

  private static boolean isObject(byte[] bytes, int length) {
    try (JsonParser parser = JSON.createParser(bytes, 0, Math.min(length, bytes.length))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    } catch (IOException noJson) {
      return false;
    }
  }
}
