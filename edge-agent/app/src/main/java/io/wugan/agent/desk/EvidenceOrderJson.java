package io.wugan.agent.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.desk.EvidenceOrder.Forget;
import io.wugan.agent.desk.EvidenceOrder.Hold;
import io.wugan.agent.desk.EvidenceOrder.Release;
import io.wugan.agent.desk.EvidenceOrder.Sweep;
import io.wugan.core.plate.PlateNumber;
import io.wugan.sync.ledger.ForgetRequest;
import io.wugan.sync.ledger.HoldSubject;
import java.util.Optional;
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
    } else if (order instanceof Forget forget) {
      ForgetRequest request = forget.request();
      json.put("plate", request.plate().text())
          .put("by", request.by())
          .put("reason", request.reason())
          .put("dryRun", forget.dryRun());
      request.stay().ifPresent(stay -> json.put("stay", stay.toString()));
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
      case "Forget" -> forget(id, json);
      default ->
          throw new IllegalArgumentException(
              "order must be Hold, Release, Sweep or Forget, not '" + order + "'");
    };
  }

  private static Forget forget(UUID id, JsonNode json) {
    Optional<UUID> stay =
        json.has("stay") ? Optional.of(UUID.fromString(text(json, "stay"))) : Optional.empty();
    return new Forget(
        new ForgetRequest(
            id, PlateNumber.of(text(json, "plate")), stay, text(json, "by"), text(json, "reason")),
        json.path("dryRun").asBoolean());
  }

  private static HoldSubject subject(JsonNode json) {
    return new HoldSubject(HoldSubject.Kind.valueOf(text(json, "kind")), text(json, "subject"));
  }

  private static String text(JsonNode json, String key) {
    return json.path(key).asText();
  }
}
