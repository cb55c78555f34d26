package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.core.session.PassageRef;
import io.wugan.core.session.Session;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A stay as columns, in one order for all: in CSV, and as keys of a JSON line. Columns are only
 * ever added, at the end. Immutable.
 */
final class SessionFields {

  /** Names of the columns. */
  static final List<String> COLUMNS =
      List.of(
          "id",
          "state",
          "plate",
          "color",
          "entryAt",
          "entryLane",
          "entryClock",
          "entryPassage",
          "exitAt",
          "exitLane",
          "exitClock",
          "exitPassage",
          "stayMillis",
          "closeReason",
          "voidReason",
          "review",
          "revision");

  private static final JsonMapper JSON = new JsonMapper();

  private final Session session;
  private final boolean plates;

  /**
   * @param plates whether the plate is shown in full
   */
  SessionFields(Session session, boolean plates) {
    this.session = session;
    this.plates = plates;
  }

  List<String> values() {
    return List.of(
        session.id().toString(),
        session.state().name(),
        session.plate().map(p -> plates ? p.text() : p.masked()).orElse(""),
        session.color().name(),
        session.entry().at().utc().toString(),
        session.entry().laneId(),
        session.entry().at().quality().name(),
        session.entry().passageId().toString(),
        exit(exit -> exit.at().utc().toString()),
        exit(PassageRef::laneId),
        exit(exit -> exit.at().quality().name()),
        exit(exit -> exit.passageId().toString()),
        // Unknown where an end was not seen, or by a clock that is not known.
        session.stay().map(stay -> Long.toString(stay.toMillis())).orElse(""),
        name(session.closeReason()),
        name(session.voidReason()),
        Boolean.toString(session.review()),
        Integer.toString(session.revision()));
  }

  private String exit(Function<PassageRef, String> of) {
    return session.exit().map(of).orElse("");
  }

  private static String name(Optional<? extends Enum<?>> reason) {
    return reason.map(Enum::name).orElse("");
  }

  /** One JSON object; {@code null} stands for what a stay does not have. */
  ObjectNode json() {
    ObjectNode json = JSON.createObjectNode();
    List<String> values = values();
    for (int i = 0; i < COLUMNS.size(); i++) {
      String value = values.get(i);
      switch (COLUMNS.get(i)) {
        case "stayMillis" -> json.put("stayMillis", value.isEmpty() ? null : Long.valueOf(value));
        case "review" -> json.put("review", session.review());
        case "revision" -> json.put("revision", session.revision());
        default -> json.put(COLUMNS.get(i), value.isEmpty() ? null : value);
      }
    }
    return json;
  }
}
