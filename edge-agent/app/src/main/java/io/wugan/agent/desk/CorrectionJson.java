package io.wugan.agent.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.Correction;
import io.wugan.core.session.Correction.Change;
import io.wugan.core.session.VoidReason;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Corrections and answers as JSON, for the files of the inbox. Stateless. */
final class CorrectionJson {

  private static final JsonMapper JSON = new JsonMapper();

  private CorrectionJson() {}

  static String write(Correction correction) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", correction.id().toString())
            .put("origin", correction.origin().name())
            .put("by", correction.by())
            .put("why", correction.why());
    correction.sessionId().ifPresent(id -> json.put("session", id.toString()));
    correction.revision().ifPresent(revision -> json.put("revision", revision));
    correction.reviewId().ifPresent(id -> json.put("review", id.toString()));
    change(json.putObject("change"), correction.change());
    return json.toString();
  }

  private static void change(ObjectNode json, Change change) {
    json.put("kind", change.getClass().getSimpleName());
    if (change instanceof Change.SetPlate plate) {
      json.put("plate", plate.plate().text()).put("color", plate.color().name());
    } else if (change instanceof Change.BindExit bind) {
      json.put("passage", bind.passageId().toString());
    } else if (change instanceof Change.Discard discard) {
      json.put("reason", discard.reason().name());
    } else if (change instanceof Change.Recount count) {
      json.put("inside", count.inside());
    }
  }

  /**
   * Reads a correction.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Correction read(JsonNode json) {
    return new Correction(
        uuid(json, "id"),
        Correction.Origin.valueOf(json.path("origin").asText()),
        json.path("by").asText(),
        json.path("why").asText(),
        optionalUuid(json, "session"),
        json.has("revision") ? OptionalInt.of(json.get("revision").asInt()) : OptionalInt.empty(),
        optionalUuid(json, "review"),
        change(json.path("change")));
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("not JSON: " + broken.getOriginalMessage(), broken);
    }
  }

  private static Change change(JsonNode json) {
    String kind = json.path("kind").asText();
    return switch (kind) {
      case "SetPlate" ->
          new Change.SetPlate(
              PlateNumber.of(json.path("plate").asText()),
              PlateColor.valueOf(json.path("color").asText()));
      case "BindExit" -> new Change.BindExit(uuid(json, "passage"));
      case "ForgetExit" -> new Change.ForgetExit();
      case "CloseWithoutExit" -> new Change.CloseWithoutExit();
      case "Discard" -> new Change.Discard(VoidReason.valueOf(json.path("reason").asText()));
      case "Recount" -> new Change.Recount(count(json));
      case "Confirm" -> new Change.Confirm();
      default ->
          throw new IllegalArgumentException(
              "change.kind must be SetPlate, BindExit, ForgetExit, CloseWithoutExit,"
                  + " Discard, Recount or Confirm, not '"
                  + kind
                  + "'");
    };
  }

  private static int count(JsonNode json) {
    JsonNode inside = json.path("inside");
    if (!inside.canConvertToInt() || !inside.isIntegralNumber()) {
      throw new IllegalArgumentException("inside must be a whole number, not " + inside);
    }
    return inside.intValue();
  }

  static UUID uuid(JsonNode json, String key) {
    return optionalUuid(json, key)
        .orElseThrow(() -> new IllegalArgumentException(key + " is missing; a UUID is wanted"));
  }

  private static Optional<UUID> optionalUuid(JsonNode json, String key) {
    return json.hasNonNull(key)
        ? Optional.of(UUID.fromString(json.get(key).asText()))
        : Optional.empty();
  }

  static String write(Answer answer) {
    return JSON.createObjectNode()
        .put("id", answer.orderId().toString())
        .put("applied", answer.applied())
        .put("text", answer.text())
        .toString();
  }

  static Answer readAnswer(String text) {
    JsonNode json = parse(text);
    return new Answer(
        uuid(json, "id"), json.path("applied").asBoolean(), json.path("text").asText());
  }
}
