package io.wugan.sync.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The fields of one JSON object, each checked when it is read. Messages name the key and what is
 * allowed, never the content: plates are in it.
 */
final class JsonFields {

  private final JsonNode node;

  JsonFields(JsonNode node) {
    this.node = node;
  }

  /** Whether the key is there and not null. */
  boolean has(String key) {
    return node.hasNonNull(key);
  }

  JsonFields object(String key) throws MalformedMessageException {
    JsonNode value = node.path(key);
    if (!value.isObject()) {
      throw new MalformedMessageException(key + " is no object");
    }
    return new JsonFields(value);
  }

  List<JsonFields> objects(String key, int most) throws MalformedMessageException {
    List<JsonFields> found = new ArrayList<>();
    for (JsonNode entry : array(key, most)) {
      if (!entry.isObject()) {
        throw new MalformedMessageException(key + " has an entry that is no object");
      }
      found.add(new JsonFields(entry));
    }
    return found;
  }

  JsonNode array(String key, int most) throws MalformedMessageException {
    JsonNode value = node.path(key);
    if (!value.isArray() || value.size() > most) {
      throw new MalformedMessageException(key + " is no list of at most " + most);
    }
    return value;
  }

  String text(String key) throws MalformedMessageException {
    JsonNode value = node.path(key);
    if (!value.isTextual()) {
      throw new MalformedMessageException(key + " is no text");
    }
    return value.textValue();
  }

  char character(String key) throws MalformedMessageException {
    String text = text(key);
    if (text.length() != 1) {
      throw new MalformedMessageException(key + " is not one character");
    }
    return text.charAt(0);
  }

  int integer(String key, int least, int most) throws MalformedMessageException {
    JsonNode value = node.path(key);
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw new MalformedMessageException(key + " is no integer");
    }
    int number = value.intValue();
    if (number < least || number > most) {
      throw new MalformedMessageException(key + " is not " + least + " to " + most);
    }
    return number;
  }

  double fraction(String key) throws MalformedMessageException {
    JsonNode value = node.path(key);
    if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 1) {
      throw new MalformedMessageException(key + " is no number from 0 to 1");
    }
    return value.doubleValue();
  }

  UUID uuid(String key) throws MalformedMessageException {
    return uuid(key, text(key));
  }

  static UUID uuid(String key, String text) throws MalformedMessageException {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException none) {
      throw new MalformedMessageException(key + " is no UUID", none);
    }
  }

  <E extends Enum<E>> E constant(String key, Class<E> type) throws MalformedMessageException {
    return constant(key, text(key), type);
  }

  static <E extends Enum<E>> E constant(String key, String name, Class<E> type)
      throws MalformedMessageException {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException unknown) {
      throw new MalformedMessageException(
          key + " is none of " + List.of(type.getEnumConstants()), unknown);
    }
  }

  /** {@code {utc, bootid, monoms, clock, errms}}. */
  LotTime time(String key) throws MalformedMessageException {
    JsonFields time = object(key);
    try {
      return new LotTime(
          Instant.parse(time.text("utc")),
          Long.parseLong(time.text("monoms")),
          time.text("bootid"),
          constant("clock", time.text("clock").toUpperCase(Locale.ROOT), ClockQuality.class),
          time.has("errms")
              ? OptionalInt.of(time.integer("errms", 0, Integer.MAX_VALUE))
              : OptionalInt.empty());
    } catch (DateTimeException | NumberFormatException none) {
      throw new MalformedMessageException(key + " is no time", none);
    }
  }
}
