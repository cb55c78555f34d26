package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wugan.core.plate.PlateNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Hides the middle of plates in records and stays, wherever they stand. Stateless. */
final class PlateMask {

  /** Keys whose texts are plates, or what was taken for one. */
  private static final Set<String> PLATES = Set.of("plate", "number", "raw", "text");

  /** Keys whose texts are single characters of one. */
  private static final Set<String> CHARACTERS = Set.of("value", "runnerUp");

  private static final TextNode HIDDEN = TextNode.valueOf("*");

  private PlateMask() {}

  /** A copy with its plates masked. */
  static JsonNode of(JsonNode json) {
    JsonNode copy = json.deepCopy();
    mask(copy);
    return copy;
  }

  private static void mask(JsonNode json) {
    if (json instanceof ArrayNode list) {
      list.forEach(PlateMask::mask);
    } else if (json instanceof ObjectNode object) {
      List<String> keys = new ArrayList<>();
      object.fieldNames().forEachRemaining(keys::add);
      for (String key : keys) {
        JsonNode value = object.get(key);
        if (value.isTextual() && PLATES.contains(key)) {
          object.put(key, PlateNumber.mask(value.textValue()));
        } else if (value.isTextual() && CHARACTERS.contains(key)) {
          object.set(key, HIDDEN);
        } else {
          mask(value);
        }
      }
    }
  }
}
