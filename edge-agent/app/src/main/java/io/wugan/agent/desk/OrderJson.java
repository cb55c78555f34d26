package io.wugan.agent.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.core.listing.ListedPlate;
import io.wugan.core.listing.PlateList;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.plate.PlateNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Orders as JSON, for the files of the inbox. Stateless. */
final class OrderJson {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String REVISION = "revision";
  private static final String PLATES = "plates";
  private static final String RESEND = "resend";

  private OrderJson() {}

  static String write(DeskOrder order) {
    if (order instanceof DeskOrder.Replace replace) {
      return list(replace);
    }
    return order instanceof DeskOrder.Resend resend
        ? resend(resend)
        : CorrectionJson.write(((DeskOrder.Correct) order).correction());
  }

  private static String list(DeskOrder.Replace order) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", order.id().toString())
            .put(REVISION, order.list().revision());
    ArrayNode plates = json.putArray(PLATES);
    for (ListedPlate listed : order.list().plates()) {
      plates
          .addArray()
          .add(listed.plate().text())
          .add(listed.vehicleClass().name())
          .add(listed.from().map(Instant::toString).orElse(null))
          .add(listed.until().map(Instant::toString).orElse(null));
    }
    return json.toString();
  }

  /**
   * Reads an order.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static DeskOrder read(String text) {
    JsonNode json = CorrectionJson.parse(text);
    if (json.has(RESEND)) {
      return resend(json);
    }
    if (!json.has(PLATES)) {
      return new DeskOrder.Correct(CorrectionJson.read(json));
    }
    List<ListedPlate> plates = new ArrayList<>();
    for (JsonNode listed : json.path(PLATES)) {
      plates.add(
          new ListedPlate(
              new PlateNumber(listed.path(0).asText()),
              VehicleClass.valueOf(listed.path(1).asText()),
              instant(listed.path(2)),
              instant(listed.path(3))));
    }
    return new DeskOrder.Replace(
        CorrectionJson.uuid(json, "id"), new PlateList(json.path(REVISION).asLong(), plates));
  }

  private static String resend(DeskOrder.Resend order) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", order.id().toString())
            .put("by", order.by())
            .put("epoch", order.epoch());
    ArrayNode ranges = json.putArray(RESEND);
    order.ranges().forEach(range -> ranges.addArray().add(range.first()).add(range.last()));
    return json.toString();
  }

  private static DeskOrder.Resend resend(JsonNode json) {
    List<ResendService.Range> ranges = new ArrayList<>();
    for (JsonNode range : json.path(RESEND)) {
      ranges.add(new ResendService.Range(range.path(0).asLong(), range.path(1).asLong()));
    }
    return new DeskOrder.Resend(
        CorrectionJson.uuid(json, "id"),
        json.path("by").asText(),
        json.path("epoch").asText(),
        ranges);
  }

  private static Optional<Instant> instant(JsonNode text) {
    if (!text.isTextual()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text.asText()));
    } catch (java.time.format.DateTimeParseException wrong) {
      throw new IllegalArgumentException(
          "a time of a list must be like 2026-03-01T00:00:00Z, not " + text, wrong);
    }
  }
}
