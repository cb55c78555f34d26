package io.wugan.lab.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events as an edge sends them. Ids follow from the sequence number, so they repeat. */
final class EventFixture {
  static final EdgeId EDGE = new EdgeId("lot1", "e1");
  static final String EPOCH = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L).toString();
  static final StreamId STREAM = new StreamId(EDGE, EPOCH);
  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private EventFixture() {}

  static String sessionId(int number) {
    return new UUID(0x0190_0000_0000_7000L, 0x9000_0000_0000_0000L + number).toString();
  }

  static String passageId(int number) {
    return new UUID(0x0190_0000_0000_7000L, 0xA000_0000_0000_0000L + number).toString();
  }

  static String plate(int number) {
    return "浙A%05d".formatted(number);
  }

  /** A car enters. */
  static ObjectNode entry(long seq, int session) {
    ObjectNode event = event(seq, "parking.entry.v1", NOON);
    passage(event, session, NOON, "ENTRY");
    session(event, session, 1, "OPEN", null);
    return event;
  }

  /** It leaves after {@code stay}. */
  static ObjectNode exit(long seq, int session, Duration stay) {
    ObjectNode event = event(seq, "parking.exit.v1", NOON.plus(stay));
    passage(event, 1000 + session, NOON.plus(stay), "EXIT");
    session(event, session, 2, "CLOSED", stay);
    return event;
  }

  /** An exit without a session. */
  static ObjectNode orphan(long seq, int passage) {
    ObjectNode event = event(seq, "parking.exit.v1", NOON);
    passage(event, passage, NOON, "EXIT");
    data(event).putNull("session");
    return event;
  }

  /** A session changed by itself; without {@code stay} its exit is unknown. */
  static ObjectNode changed(
      long seq, int session, int revision, String state, @Nullable Duration stay) {
    ObjectNode event = event(seq, "parking.session.v1", NOON.plusSeconds(seq));
    session(event, session, revision, state, stay);
    return event;
  }

  /** Something that a person should look at. */
  static ObjectNode review(long seq, int item) {
    ObjectNode event = event(seq, "parking.review.v1", NOON);
    data(event).putObject("review").put("id", new UUID(0x7000, item).toString());
    return event;
  }

  /** A vehicle that owes has entered. */
  static ObjectNode arrears(long seq, int session) {
    ObjectNode event = event(seq, "parking.alert.v1", NOON);
    event.put("subject", sessionId(session));
    ObjectNode alert = data(event).putObject("alert");
    alert.put("kind", "ARREARS_ENTRY").put("state", "RAISED").put("lane", "gate-1");
    at(alert, NOON);
    alert.put("passage", passageId(session)).put("session", sessionId(session));
    alert.put("plate", plate(session));
    return event;
  }

  /** UTC became known. */
  static ObjectNode anchor(long seq) {
    ObjectNode event = event(seq, "parking.clock.v1", NOON);
    at(data(event).putObject("anchor").put("reason", "FIRST_SYNC"), NOON);
    return event;
  }

  /** The session's exit is of another boot, at a time that nobody trusts. */
  static ObjectNode exitFromThePast(ObjectNode event) {
    session(event).remove("stayMillis");
    ((ObjectNode) session(event).at("/exit/at"))
        .put("utc", "2024-01-01T00:05:00.000Z")
        .put("bootid", "boot-2")
        .put("clock", "unknown");
    return event;
  }

  static ObjectNode data(ObjectNode event) {
    return (ObjectNode) event.get("data");
  }

  static ObjectNode session(ObjectNode event) {
    return (ObjectNode) data(event).get("session");
  }

  private static ObjectNode event(long seq, String type, Instant at) {
    ObjectNode event = Json.MAPPER.createObjectNode();
    event.put("specversion", "1.0");
    event.put("id", new UUID(0x0190_0000_0000_7000L, 0xB000_0000_0000_0000L + seq).toString());
    event.put("source", EDGE.source());
    event.put("type", type);
    event.put("time", at.toString());
    event.put("datacontenttype", "application/json");
    event.put("epoch", EPOCH);
    event.put("seq", Long.toString(seq));
    time(event, at);
    event.putObject("data");
    return event;
  }

  private static void time(ObjectNode node, Instant at) {
    node.put("bootid", "boot-1");
    node.put("monoms", Long.toString(at.toEpochMilli() - NOON.toEpochMilli() + 1000));
    node.put("clock", "synced");
  }

  private static void at(ObjectNode node, Instant at) {
    ObjectNode time = node.putObject("at");
    time.put("utc", at.toString());
    time(time, at);
  }

  private static void passage(ObjectNode event, int number, Instant at, String direction) {
    ObjectNode data = data(event);
    data.put("lane", "gate-1");
    data.put("direction", direction);
    ObjectNode passage = data.putObject("passage");
    passage.put("id", passageId(number));
    at(passage, at);
    data.putObject("plate").put("number", plate(number % 1000));
    data.putArray("images");
  }

  private static void session(
      ObjectNode event, int number, int revision, String state, @Nullable Duration stay) {
    event.put("subject", sessionId(number));
    ObjectNode session = data(event).putObject("session");
    session.put("id", sessionId(number));
    session.put("state", state);
    session.put("revision", revision);
    session.put("review", false);
    session.put("plate", plate(number));
    ref(session.putObject("entry"), number, NOON);
    if (stay == null) {
      session.putNull("exit");
    } else {
      ref(session.putObject("exit"), 1000 + number, NOON.plus(stay));
      session.put("stayMillis", stay.toMillis());
    }
  }

  private static void ref(ObjectNode ref, int passage, Instant at) {
    ref.put("passage", passageId(passage));
    ref.put("lane", "gate-1");
    at(ref, at);
  }

  static byte[] message(Collection<? extends JsonNode> events) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    events.forEach(array::add);
    return array.toString().getBytes(StandardCharsets.UTF_8);
  }
}
