package io.wugan.lab.billing;

import com.fasterxml.jackson.databind.JsonNode;
import io.wugan.lab.billing.SessionFact.State;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads what billing takes from an event: the one place that knows the shape of the data. */
final class FactReader {
  static final String ENTRY = "parking.entry.v1";
  static final String EXIT = "parking.exit.v1";
  static final String UNRESOLVED = "parking.unresolved.v1";
  static final String SESSION = "parking.session.v1";
  static final String REVIEW = "parking.review.v1";
  static final String CLOCK = "parking.clock.v1";
  static final String ALERT = "parking.alert.v1";
  static final Set<String> TYPES = Set.of(ENTRY, EXIT, UNRESOLVED, SESSION, REVIEW, CLOCK, ALERT);

  private static final Set<String> UNTRUSTED = Set.of("unknown", "floor");

  private FactReader() {}

  /**
   * Reads an event of a known type.
   *
   * @throws InvalidEventException if it breaks the contract
   */
  static EventFacts read(EdgeId edge, JsonNode event) {
    String type = Json.text(event, "type");
    JsonNode data = Json.object(event, "data");
    if (type.equals(REVIEW)) {
      Json.uuid(Json.object(data, "review"), "id");
      return new EventFacts(Optional.empty(), Optional.empty()); // for people, not for bills
    }
    if (type.equals(CLOCK)) {
      Json.utc(Json.object(data, "anchor"), "at"); // the edge corrects its sessions by itself
      return new EventFacts(Optional.empty(), Optional.empty());
    }
    if (type.equals(ALERT)) {
      Json.text(Json.object(data, "alert"), "kind"); // for whoever is on duty, not for bills
      return new EventFacts(Optional.empty(), Optional.empty());
    }
    JsonNode session = data.path("session");
    if (session.isObject()) {
      boolean tells = type.equals(ENTRY) || type.equals(EXIT);
      Optional<String> standing =
          tells ? Optional.of(Json.findText(data, "vehicleClass").orElse("")) : Optional.empty();
      return new EventFacts(Optional.of(session(session, standing)), Optional.empty());
    }
    if (type.equals(EXIT)) {
      return stray(edge, data, Question.Kind.ORPHAN_EXIT, "left, no session found");
    }
    if (type.equals(UNRESOLVED)) {
      return stray(edge, data, Question.Kind.DIRECTION_UNKNOWN, "passed, direction unknown");
    }
    throw Json.wrong("session", "an object");
  }

  private static SessionFact session(JsonNode session, Optional<String> standing) {
    boolean left = session.path("exit").isObject();
    OptionalLong revision = Json.findCount(session, "revision");
    if (revision.orElse(0) < 1 || revision.getAsLong() > Integer.MAX_VALUE) {
      throw Json.wrong("session.revision", "a number from 1");
    }
    return new SessionFact(
        Json.uuid(session, "id"),
        state(Json.text(session, "state")),
        (int) revision.getAsLong(),
        session.path("review").asBoolean(false),
        Json.findText(session, "plate"),
        Json.findText(session.path("entry"), "lane").orElse(""),
        Json.utc(Json.object(session, "entry"), "at"),
        left ? Optional.of(Json.utc(session.path("exit"), "at")) : Optional.empty(),
        left ? Json.findText(session.path("exit"), "passage") : Optional.empty(),
        Json.findCount(session, "stayMillis"),
        !left || comparable(session.path("entry").path("at"), session.path("exit").path("at")),
        standing);
  }

  /** Of one boot, or neither from a clock that nobody trusted. */
  private static boolean comparable(JsonNode entry, JsonNode exit) {
    boolean sameBoot = Json.findText(entry, "bootid").equals(Json.findText(exit, "bootid"));
    return sameBoot || (isKnown(entry) && isKnown(exit));
  }

  private static boolean isKnown(JsonNode at) {
    return Json.findText(at, "clock").filter(UNTRUSTED::contains).isEmpty();
  }

  private static State state(String name) {
    return Arrays.stream(State.values())
        .filter(state -> state.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Json.wrong("session.state", "OPEN, CLOSED or VOIDED"));
  }

  private static EventFacts stray(EdgeId edge, JsonNode data, Question.Kind kind, String what) {
    JsonNode passage = Json.object(data, "passage");
    Instant at = Json.utc(passage, "at");
    String lane = Json.text(data, "lane");
    Question question =
        new Question(
            Json.uuid(passage, "id"),
            kind,
            Json.findText(data.path("plate"), "number").orElse(""),
            "%s, lane %s, %s".formatted(what, lane, at),
            edge);
    return new EventFacts(Optional.empty(), Optional.of(question));
  }
}
