package io.wugan.sync.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/**
 * Reads commands, once their signature was checked. Bounded as {@link AckReader} is. Thread-safe.
 */
public final class CommandReader {

  /** Largest command that is read: what fits a message of any broker (edge to cloud likewise). */
  public static final int MAX_BYTES = 128 * 1024;

  private static final int MAX_BY = 64;
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9.-]{0,31}");

  private final BoundedJson json = new BoundedJson(MAX_BYTES, 8, 4096);

  /**
   * Reads one command.
   *
   * @throws MalformedMessageException if it is none; says which key is wrong, never what it holds
   */
  public CloudCommand read(byte[] payload) throws MalformedMessageException {
    JsonNode root = json.readObject(payload);
    JsonFields fields = new JsonFields(root);
    String type = fields.text("type");
    if (!TYPE.matcher(type).matches()) {
      throw new MalformedMessageException("type is not 1 to 32 of a-z, 0-9, '.' and '-'");
    }
    String by = fields.text("by");
    if (by.isBlank() || by.length() > MAX_BY || by.chars().anyMatch(Character::isISOControl)) {
      throw new MalformedMessageException("by is not a name of 1 to " + MAX_BY + " characters");
    }
    JsonNode args = root.path("args");
    if (!args.isObject()) {
      throw new MalformedMessageException("args is no object");
    }
    return new CloudCommand(
        fields.uuid("cmdId"), fields.text("edge"), type, instant(fields.text("exp")), by, args);
  }

  private static Instant instant(String text) throws MalformedMessageException {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException none) {
      throw new MalformedMessageException("exp is no time like 2026-03-01T08:00:00Z", none);
    }
  }
}
