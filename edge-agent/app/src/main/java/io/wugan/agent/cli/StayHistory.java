package io.wugan.agent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.config.ConfigException;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.PassageFacts;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.RecordQuery;
import io.wugan.sync.ledger.StoredCorrection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What belongs to a stay or a passage, as JSON. Confined to one thread. */
final class StayHistory {

  private static final int MOST = 1000;
  private static final JsonMapper JSON = new JsonMapper();

  private final LedgerView view;
  private final LedgerOptions ledger;
  private final boolean plates;

  /**
   * @param view the ledger
   * @param ledger knows where pictures lie
   * @param plates whether plates are shown in full
   */
  StayHistory(LedgerView view, LedgerOptions ledger, boolean plates) {
    this.view = view;
    this.ledger = ledger;
    this.plates = plates;
  }

  /** What people changed about a stay, the earliest first. */
  ArrayNode corrections(UUID session) {
    ArrayNode all = JSON.createArrayNode();
    for (StoredCorrection correction : view.listCorrections(session, MOST)) {
      ObjectNode json =
          all.addObject()
              .put("id", correction.id())
              .put("at", correction.at().toString())
              .put("origin", correction.origin())
              .put("by", correction.by())
              .put("why", correction.why())
              .put("change", correction.change())
              .put("review", correction.review().orElse(null));
      json.set("before", stay(correction.before()));
      json.set("after", stay(correction.after()));
    }
    return all;
  }

  private JsonNode stay(Optional<String> text) {
    if (text.isEmpty()) {
      return JSON.nullNode();
    }
    try {
      JsonNode stay = JSON.readTree(text.get()).path("session");
      return plates ? stay : PlateMask.of(stay);
    } catch (JsonProcessingException damaged) {
      return JSON.getNodeFactory().textNode("damaged");
    }
  }

  /** A passage with its pictures; empty if it is not here. */
  Optional<ObjectNode> passage(UUID id) throws ConfigException, IOException {
    Optional<PassageFacts> found = view.findPassage(id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    PassageFacts facts = found.get();
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", id.toString())
            .put("lane", facts.ref().laneId())
            .put("direction", facts.direction().name())
            .put("at", facts.ref().at().utc().toString())
            .put("clock", facts.ref().at().quality().name())
            .put("plate", plate(facts.plate()));
    json.set("pictures", pictures(id));
    return Optional.of(json);
  }

  private ArrayNode pictures(UUID passage) throws ConfigException, IOException {
    ArrayNode all = JSON.createArrayNode();
    for (String sha256 : view.listPictures(passage)) {
      Path file = ledger.picture(sha256);
      String fate =
          Files.exists(file)
              ? "kept"
              : view.findFate(passage, sha256)
                  .map(gone -> gone.reason() + " " + gone.at())
                  .orElse("not kept");
      all.addObject().put("sha256", sha256).put("file", file.toString()).put("fate", fate);
    }
    return all;
  }

  /** What the cloud was told of a stay, by number. */
  ArrayNode records(UUID session) {
    ArrayNode all = JSON.createArrayNode();
    view.scanRecords(
        RecordQuery.ofSession(session),
        false,
        row -> {
          all.add(new RecordFields(row, plates).json());
          return all.size() < MOST;
        });
    return all;
  }

  /** A plate as it may be shown; null where there is none. */
  @Nullable String plate(Optional<PlateNumber> plate) {
    return plate.map(number -> plates ? number.text() : number.masked()).orElse(null);
  }

  /** Prints a passage for people. */
  static void print(PrintWriter out, String what, JsonNode passage) {
    out.println(
        "  "
            + what
            + "  "
            + passage.path("at").asText()
            + "  "
            + passage.path("lane").asText()
            + "  "
            + passage.path("direction").asText()
            + "  "
            + passage.path("plate").asText("(no plate)")
            + "  "
            + passage.path("id").asText());
    for (JsonNode picture : passage.path("pictures")) {
      out.println(
          "    picture  " + picture.path("file").asText() + "  " + picture.path("fate").asText());
    }
  }

  /** Prints corrections for people. */
  static void printCorrections(PrintWriter out, JsonNode corrections) {
    for (JsonNode correction : corrections) {
      String why = correction.path("why").asText();
      out.println(
          "  correction  "
              + correction.path("at").asText()
              + "  "
              + correction.path("change").asText()
              + " by "
              + correction.path("by").asText()
              + " ("
              + correction.path("origin").asText()
              + ")"
              + (why.isEmpty() ? "" : ": " + why)
              + changed(correction));
    }
  }

  private static String changed(JsonNode correction) {
    JsonNode before = correction.path("before");
    JsonNode after = correction.path("after");
    return before.isObject() && after.isObject() ? "  " + told(before) + " -> " + told(after) : "";
  }

  private static String told(JsonNode stay) {
    return stay.path("plate").asText("(no plate)") + " " + stay.path("state").asText();
  }
}
