package io.wugan.lab.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * What a board says of its bays. Immutable.
 *
 * @param edge which board
 * @param at when it said so
 * @param boot which of its boots
 * @param monoMillis on a clock that does not step in it
 * @param bays at most {@value #MOST}
 */
record BayWord(EdgeId edge, Instant at, String boot, long monoMillis, List<Bay> bays) {
  static final int MOST = 100;
  private static final int LONGEST = 64;

  BayWord {
    bays = List.copyOf(bays);
  }

  /**
   * One bay.
   *
   * @param sensor unique on its board
   * @param bay what people call it
   * @param state FREE, OCCUPIED, UNKNOWN, and what later versions add
   * @param since when the vehicle came or went; empty while unknown
   * @param lost whether its sensor is silent
   */
  record Bay(String sensor, String bay, String state, String since, boolean lost) {}

  /**
   * Reads what {@code edge} published.
   *
   * @throws InvalidEventException if it breaks the contract; nothing of it may be used
   */
  static BayWord read(EdgeId edge, JsonNode word) {
    JsonNode list = word.path("bays");
    if (!list.isArray() || list.isEmpty() || list.size() > MOST) {
      throw Json.wrong("bays", "a list of 1 to " + MOST);
    }
    List<Bay> bays = new ArrayList<>();
    for (JsonNode bay : list) {
      bays.add(
          new Bay(
              text(bay, "sensor"),
              text(bay, "bay"),
              text(bay, "state"),
              Json.findText(bay, "since").orElse(""),
              bay.path("lost").asBoolean()));
    }
    return new BayWord(
        edge,
        time(word),
        text(word, "bootId"),
        Json.findCount(word, "monoMs").orElseThrow(() -> Json.wrong("monoMs", "a number")),
        bays);
  }

  private static Instant time(JsonNode word) {
    try {
      return OffsetDateTime.parse(text(word, "time")).toInstant();
    } catch (DateTimeException notATime) {
      throw Json.wrong("time", "a time of RFC 3339");
    }
  }

  private static String text(JsonNode object, String field) {
    String text = Json.text(object, field);
    if (text.isEmpty() || text.length() > LONGEST) {
      throw Json.wrong(field, "1 to " + LONGEST + " characters");
    }
    return text;
  }
}
