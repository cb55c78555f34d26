package io.wugan.sync.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a number plate out of records and passages as this program writes them. What is left keeps
 * to the contract: a vehicle without a plate, the keys in their order. Stateless.
 */
public final class PlateScrubber {

  /** Stands where a plate stood within a text. */
  public static final String HIDDEN = "***";

  private static final String PLATE = "plate";
  private static final String SECOND = "secondPlate";
  private static final String CANDIDATES = "candidates";
  // Plates of the vehicle itself, from the record or the passage on.
  private static final List<String> OWN = List.of("", "/data", "/data/session", "/data/alert");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private PlateScrubber() {}

  /**
   * Takes a plate out.
   *
   * @param json a record, or the body of a passage
   * @param plate the text that must not be in it afterwards
   * @param ofVehicle whether it tells of the plate's vehicle: then whatever else was read as its
   *     plate goes, too
   * @return the bytes without it; empty where they are no JSON
   */
  public static Optional<byte[]> scrub(byte[] json, String plate, boolean ofVehicle) {
    try {
      JsonNode root = JSON.readTree(json);
      if (ofVehicle) {
        OWN.forEach(path -> forgetOwn(root.at(path)));
      }
      scrub(root, plate);
      return Optional.of(JSON.writeValueAsBytes(root));
    } catch (JsonProcessingException foreign) {
      return Optional.empty();
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot be read", impossible);
    }
  }

  private static void forgetOwn(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return;
    }
    if (object.path(PLATE).isObject()) {
      object.set(PLATE, noPlate());
    } else if (object.path(PLATE).isTextual()) {
      object.putNull(PLATE);
    }
    object.remove(SECOND);
  }

  private static void scrub(JsonNode node, String plate) {
    if (node instanceof ObjectNode object) {
      scrubFields(object, plate);
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (holds(array.get(i), plate)) {
          array.set(i, hidden(array.get(i), plate));
        }
      }
    }
    node.forEach(child -> scrub(child, plate));
  }

  private static void scrubFields(ObjectNode object, String plate) {
    for (String name : List.of(PLATE, SECOND)) {
      if (object.path(name) instanceof ObjectNode choice) {
        scrubChoice(object, name, choice, plate);
      } else if (holds(object.path(name), plate)) {
        object.putNull(name);
      }
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (holds(field.getValue(), plate)) {
        field.setValue(hidden(field.getValue(), plate));
      }
    }
  }

  private static void scrubChoice(ObjectNode object, String name, ObjectNode choice, String plate) {
    boolean isIt = holds(choice.path("number"), plate) || holds(choice.path("raw"), plate);
    if (isIt && name.equals(SECOND)) {
      object.remove(SECOND);
    } else if (isIt) {
      object.set(PLATE, noPlate());
    } else {
      Iterator<JsonNode> candidates = choice.path(CANDIDATES).iterator();
      while (candidates.hasNext()) {
        if (holds(candidates.next().path("text"), plate)) {
          candidates.remove();
        }
      }
    }
  }

  private static boolean holds(JsonNode text, String plate) {
    return text.isTextual() && text.textValue().contains(plate);
  }

  private static TextNode hidden(JsonNode text, String plate) {
    return TextNode.valueOf(text.textValue().replace(plate, HIDDEN));
  }

  /** As {@link DomainJson} writes a vehicle without a plate. */
  private static ObjectNode noPlate() {
    ObjectNode none = JSON.createObjectNode();
    none.putNull("number").putNull("raw").put("category", "UNKNOWN").put("color", "UNKNOWN");
    none.putNull("colorSource").put("confidence", 0).put("margin", 0);
    none.putArray("chars");
    none.putArray(CANDIDATES);
    return none.putNull("quad").putNull("widthPx");
  }
}
