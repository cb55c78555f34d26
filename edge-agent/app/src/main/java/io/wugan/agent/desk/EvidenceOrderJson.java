package io.wugan.agent.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.desk.EvidenceOrder.Hold;
import io.wugan.agent.desk.EvidenceOrder.Release;
import io.wugan.agent.desk.EvidenceOrder.Sweep;
import io.wugan.sync.ledger.HoldSubject;
import java.util.UUID;

/** Orders about pictures as JSON, for the files of the inbox. Stateless. */
final class EvidenceOrderJson {

  private static final JsonMapper JSON = new JsonMapper();

  private EvidenceOrderJson() {}

  static String write(EvidenceOrder order) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", order.id().toString())
            .put("order", order.getClass().getSimpleName());
    if (order instanceof Hold hold) {
      subject(json, hold.subject()).put("by", hold.by()).put("reason", hold.reason());
    } else if (order instanceof Release release) {
      subject(json, release.subject()).put("by", release.by()).put("reason", release.reason());
    }
    return json.toString();
  }

  private static ObjectNode subject(ObjectNode json, HoldSubject subject) {
    return json.put("kind", subject.kind().name()).put("subject", subject.id());
  }

  /**
   * Reads an order.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static EvidenceOrder read(String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("not JSON: " + broken.getOriginalMessage(), broken);
    }
    UUID id = UUID.fromString(json.path("id").asText());
    String order = json.path("order").asText();
    return switch (order) {
      case "Hold" -> new Hold(id, subject(json), text(json, "by"), text(json, "reason"));
      case "Release" -> new Release(id, subject(json), text(json, "by"), text(json, "reason"));
      case "Sweep" -> new Sweep(id);
      default ->
          throw new IllegalArgumentException(
              "order must be Hold, Release or Sweep, not '" + order + "'");
    };
  }

  private static HoldSubject subject(JsonNode json) {
    return new HoldSubject(HoldSubject.Kind.valueOf(text(json, "kind")), text(json, "subject"));
  }

  private static String text(JsonNode json, String key) {
    return json.path(key).asText();
  }
}
