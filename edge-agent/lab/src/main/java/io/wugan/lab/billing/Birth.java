package io.wugan.lab.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What an edge says at its birth. Immutable.
 *
 * @param stream its present count
 * @param ackedSeq everything up to this is at the cloud, so it believes
 * @param closes the count before, where this one took its place and the edge knows of it
 */
record Birth(StreamId stream, long ackedSeq, Optional<Closes> closes) {

  /**
   * The end of a count.
   *
   * @param epoch its UUID
   * @param lastSeq its last number, 0 if it had none
   */
  record Closes(String epoch, long lastSeq) {}

  /** A birth as it stands in {@code up/st}; empty for a Will, a farewell or nonsense. */
  static Optional<Birth> find(EdgeId edge, JsonNode status) {
    Optional<String> epoch = Json.findUuid(status, "epoch");
    if (!status.path("online").asBoolean(false) || epoch.isEmpty()) {
      return Optional.empty();
    }
    JsonNode before = status.path("closes");
    Optional<Closes> closes =
        Json.findUuid(before, "epoch")
            .map(old -> new Closes(old, Json.findCount(before, "lastSeq").orElse(0)));
    long acked = Json.findCount(status, "ackedSeq").orElse(0);
    return Optional.of(new Birth(new StreamId(edge, epoch.get()), acked, closes));
  }
}
