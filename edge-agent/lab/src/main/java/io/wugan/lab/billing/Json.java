package io.wugan.lab.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Fields of JSON as the contract has them: what is absent or of the wrong kind is an {@link
 * InvalidEventException} that names the field. Unknown fields are nobody's business. Stateless.
 */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** The document, or empty if {@code bytes} are none. */
  static Optional<JsonNode> parse(byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /** A document that was checked when it was stored. */
  static JsonNode stored(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("an event in the ledger is no JSON", damaged);
    }
  }

  static String text(JsonNode object, String field) {
    return findText(object, field).orElseThrow(() -> wrong(field, "a text"));
  }

  static Optional<String> findText(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isTextual() && !value.textValue().isEmpty() && isStorable(value.textValue())
        ? Optional.of(value.textValue())
        : Optional.empty();
  }

  /** Neither U+0000, which PostgreSQL refuses, nor half a character, which UTF-8 cannot write. */
  static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || (Character.isSurrogate(c) && !isPair(text, i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** A UUID in its usual form, in lower case. */
  static Optional<String> findUuid(JsonNode object, String field) {
    return findText(object, field).flatMap(Json::uuid);
  }

  static String uuid(JsonNode object, String field) {
    return findUuid(object, field).orElseThrow(() -> wrong(field, "a UUID"));
  }

  private static Optional<String> uuid(String text) {
    try {
      return text.length() == 36 ? Optional.of(UUID.fromString(text).toString()) : Optional.empty();
    } catch (IllegalArgumentException notAUuid) {
      return Optional.empty();
    }
  }

  /** A number below 10^15, as JSON number or as string of digits. */
  static OptionalLong findCount(JsonNode object, String field) {
    JsonNode value = object.path(field);
    boolean digits =
        value.isIntegralNumber() || (value.isTextual() && !value.textValue().isEmpty());
    String text = digits ? value.asText() : "";
    return text.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  static JsonNode object(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isObject()) {
      throw wrong(field, "an object");
    }
    return value;
  }

  /** The {@code utc} of a time of the contract. */
  static Instant utc(JsonNode object, String field) {
    String text = text(object(object, field), "utc");
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notATime) {
      throw wrong(field + ".utc", "a time of RFC 3339");
    }
  }

  static InvalidEventException wrong(String field, String wanted) {
    return new InvalidEventException(field + " is not " + wanted);
  }
}
