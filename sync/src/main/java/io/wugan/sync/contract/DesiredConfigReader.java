package io.wugan.sync.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;

/**
 * Reads desired configurations, once their signature was checked. Bounded as {@link CommandReader}
 * is. Thread-safe.
 */
public final class DesiredConfigReader {

  private static final int MAX_BY = 64;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_TEXT = 4096;

  private final BoundedJson json = new BoundedJson(CommandReader.MAX_BYTES, MAX_DEPTH, MAX_TEXT);
  private final ObjectMapper writer = new ObjectMapper();

  /**
   * Reads one.
   *
   * @throws MalformedMessageException if it is none; says which key is wrong
   */
  public DesiredConfig read(byte[] payload) throws MalformedMessageException {
    JsonNode root = json.readObject(payload);
    JsonFields fields = new JsonFields(root);
    JsonNode version = root.path("version");
    if (!version.isIntegralNumber() || !version.canConvertToLong() || version.longValue() < 1) {
      throw new MalformedMessageException("version is no whole number of at least 1");
    }
    String by = fields.text("by");
    if (by.isBlank() || by.length() > MAX_BY || by.chars().anyMatch(Character::isISOControl)) {
      throw new MalformedMessageException("by is not a name of 1 to " + MAX_BY + " characters");
    }
    JsonNode document = root.path("doc");
    if (!document.isObject()) {
      throw new MalformedMessageException("doc is no object");
    }
    return new DesiredConfig(fields.text("edge"), version.longValue(), by, text(document));
  }

  /** With a line for each key, so that what is said about a line tells which. */
  private String text(JsonNode document) {
    try {
      return writer.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
