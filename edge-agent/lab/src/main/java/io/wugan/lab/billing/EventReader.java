package io.wugan.lab.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/**
 * Reads a message of {@code up/evt} or {@code up/bkl}: a JSON array of CloudEvents. Every event
 * stands for itself: a bad one does not spoil its neighbours. Never throws on what comes over the
 * wire. Immutable.
 */
final class EventReader {
  private final int maxPayloadBytes;

  EventReader(int maxPayloadBytes) {
    this.maxPayloadBytes = maxPayloadBytes;
  }

  /** Each event of the message that {@code edge} published, at least one. */
  List<Incoming> read(EdgeId edge, byte[] payload) {
    if (payload.length > maxPayloadBytes) {
      return unreadable(edge, payload.length + " bytes are more than " + maxPayloadBytes);
    }
    Optional<JsonNode> events = Json.parse(payload);
    if (events.isEmpty() || !events.get().isArray() || events.get().isEmpty()) {
      return unreadable(edge, "not a JSON array of events (" + payload.length + " bytes)");
    }
    return StreamSupport.stream(events.get().spliterator(), false)
        .map(event -> readOne(edge, event))
        .toList();
  }

  private static List<Incoming> unreadable(EdgeId edge, String reason) {
    return List.of(new Incoming.Unreadable(edge, reason));
  }

  private static Incoming readOne(EdgeId edge, JsonNode event) {
    Optional<String> epoch = Json.findUuid(event, "epoch");
    OptionalLong seq = Json.findCount(event, "seq");
    if (epoch.isEmpty() || seq.orElse(0) < 1) {
      return new Incoming.Unreadable(edge, "an event without epoch or seq");
    }
    StreamId stream = new StreamId(edge, epoch.get());
    String body = event.toString();
    try {
      if (!Json.isStorable(body)) {
        body = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        throw new InvalidEventException("a text in it is no Unicode");
      }
      return check(stream, seq.getAsLong(), event, body);
    } catch (InvalidEventException invalid) {
      Nack nack = Nack.invalid(String.valueOf(invalid.getMessage()));
      return new Incoming.Refused(stream, seq.getAsLong(), nack, body);
    }
  }

  private static Incoming check(StreamId stream, long seq, JsonNode event, String body) {
    if (!Json.text(event, "specversion").equals("1.0")) {
      throw Json.wrong("specversion", "1.0");
    }
    if (!Json.text(event, "source").equals(stream.edge().source())) {
      throw Json.wrong("source", "the edge of the topic");
    }
    String id = Json.uuid(event, "id");
    String type = Json.text(event, "type");
    if (!FactReader.TYPES.contains(type)) {
      Nack nack = new Nack(Nack.Code.UNSUPPORTED, "this back end does not know that type");
      return new Incoming.Refused(stream, seq, nack, body);
    }
    // Whatever billing will want later is asked for now, while the edge can still be told.
    EventFacts facts = FactReader.read(stream.edge(), event);
    return new Incoming.Accepted(stream, seq, id, type, body, facts);
  }
}
