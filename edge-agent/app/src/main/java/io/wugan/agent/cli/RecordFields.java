package io.wugan.agent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.core.plate.PlateNumber;
import io.wugan.sync.ledger.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * A record as columns, in one order for all: in CSV, and as keys of a JSON line. Columns are only
 * ever added, at the end. Immutable.
 */
final class RecordFields {

  /** Names of the columns. */
  static final List<String> COLUMNS =
      List.of(
          "epoch",
          "seq",
          "id",
          "type",
          "time",
          "state",
          "tries",
          "settledAt",
          "refusal",
          "intact",
          "session",
          "passage",
          "lane",
          "plate",
          "bytes");

  private static final JsonMapper JSON = new JsonMapper();

  private final StoredRecord row;
  private final JsonNode payload;
  private final boolean plates;

  /**
   * @param plates whether plates are shown in full
   */
  RecordFields(StoredRecord row, boolean plates) {
    this.row = row;
    this.payload = parse(row.payload());
    this.plates = plates;
  }

  private static JsonNode parse(byte[] payload) {
    try {
      return JSON.readTree(new String(payload, StandardCharsets.UTF_8));
    } catch (JsonProcessingException damaged) {
      return MissingNode.getInstance(); // the column "intact" says so
    }
  }

  /** The payload, with its plates masked unless they are shown; missing where it is damaged. */
  JsonNode payload() {
    return plates ? payload : PlateMask.of(payload);
  }

  String time() {
    return payload.path("time").asText();
  }

  String session() {
    return payload.path("subject").asText();
  }

  String passage() {
    JsonNode data = payload.path("data");
    String own = data.path("passage").path("id").asText();
    return own.isEmpty() ? data.path("review").path("passage").asText("") : own;
  }

  String lane() {
    JsonNode data = payload.path("data");
    String own = data.path("lane").asText();
    return own.isEmpty() ? data.path("alert").path("lane").asText() : own;
  }

  /** The vehicle's: as this passage was read, else as its stay has it. */
  String plate() {
    JsonNode data = payload.path("data");
    for (JsonNode plate :
        List.of(
            data.path("plate").path("number"),
            data.path("session").path("plate"),
            data.path("alert").path("plate"))) {
      if (plate.isTextual()) {
        return plates ? plate.textValue() : PlateNumber.mask(plate.textValue());
      }
    }
    return "";
  }

  List<String> values() {
    return List.of(
        row.epoch().toString(),
        Long.toString(row.seq()),
        row.id(),
        row.type(),
        time(),
        RecordFilter.name(row.state()),
        Integer.toString(row.delivery().tries()),
        row.delivery().settledAt().map(Instant::toString).orElse(""),
        row.delivery().refusal().orElse(""),
        Boolean.toString(row.intact()),
        session(),
        passage(),
        lane(),
        plate(),
        Integer.toString(row.payload().length));
  }

  /** One JSON object; {@code null} stands for what a record does not have. */
  ObjectNode json() {
    ObjectNode json = JSON.createObjectNode();
    List<String> values = values();
    for (int i = 0; i < COLUMNS.size(); i++) {
      String value = values.get(i);
      switch (COLUMNS.get(i)) {
        case "seq" -> json.put("seq", row.seq());
        case "tries" -> json.put("tries", row.delivery().tries());
        case "intact" -> json.put("intact", row.intact());
        case "bytes" -> json.put("bytes", row.payload().length);
        default -> json.put(COLUMNS.get(i), value.isEmpty() ? null : value);
      }
    }
    return json;
  }
}
