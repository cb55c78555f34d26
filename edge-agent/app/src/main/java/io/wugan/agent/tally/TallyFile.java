package io.wugan.agent.tally;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.page.access.PrivateFile;
import io.wugan.core.lane.Direction;
import io.wugan.core.tally.Confusion;
import io.wugan.core.tally.Proportion;
import io.wugan.core.tally.TallyScore;
import io.wugan.core.tally.TallyTap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The newest count of a board as JSON, {@code tally.json} in the folder of the page, mode 0600: it
 * holds plates while it goes on, and none once it is over, when the score is written beside it.
 * Stateless.
 */
public final class TallyFile {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String SCORE = "score";

  private TallyFile() {}

  /**
   * The newest count; empty if there is none.
   *
   * @throws IOException if the file cannot be read or is damaged
   */
  public static Optional<Tally> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(JSON.readTree(Files.readAllBytes(file))));
    } catch (IllegalArgumentException | DateTimeException damaged) {
      throw new IOException(file + ": is no tally; remove it to begin another", damaged);
    }
  }

  private static Tally read(JsonNode json) {
    List<String> lanes = new ArrayList<>();
    json.path("lanes").forEach(lane -> lanes.add(lane.asText()));
    List<TallyTap> taps = new ArrayList<>();
    for (JsonNode tap : json.path("taps")) {
      taps.add(
          new TallyTap(
              tap.path("id").asText(),
              Instant.parse(tap.path("at").asText()),
              tap.path("lane").asText(),
              Direction.valueOf(tap.path("direction").asText()),
              Optional.ofNullable(tap.path("plate").textValue())));
    }
    return new Tally(
        Instant.parse(json.path("startedAt").asText()),
        json.path("startedBy").asText(),
        lanes,
        taps,
        Optional.ofNullable(json.path("finishedAt").textValue()).map(Instant::parse));
  }

  /**
   * The score of a count that is over, as {@link #score} writes it; empty while one goes on, or
   * there is none.
   *
   * @throws IOException if the file cannot be read
   */
  public static Optional<JsonNode> findScore(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode score = JSON.readTree(Files.readAllBytes(file)).path(SCORE);
    return score.isObject() ? Optional.of(score) : Optional.empty();
  }

  /**
   * Writes a count.
   *
   * @param score of one that is over; its plates go
   */
  public static void write(Path file, Tally tally, Optional<TallyScore> score) throws IOException {
    ObjectNode json =
        JSON.createObjectNode()
            .put("startedAt", tally.startedAt().toString())
            .put("startedBy", tally.startedBy());
    tally.finishedAt().ifPresent(at -> json.put("finishedAt", at.toString()));
    ArrayNode lanes = json.putArray("lanes");
    tally.lanes().forEach(lanes::add);
    ArrayNode taps = json.putArray("taps");
    for (TallyTap tap : tally.taps()) {
      ObjectNode each =
          taps.addObject()
              .put("id", tap.id())
              .put("at", tap.at().toString())
              .put("lane", tap.lane())
              .put("direction", tap.direction().name());
      if (score.isEmpty()) {
        tap.plate().ifPresent(plate -> each.put("plate", plate));
      }
    }
    score.ifPresent(known -> json.set(SCORE, score(known)));
    PrivateFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
  }

  /** A score in numbers, without plates: shares with their intervals of 95 %. */
  public static ObjectNode score(TallyScore score) {
    ObjectNode json = JSON.createObjectNode();
    json.set("captured", proportion(score.captured()));
    json.set("plates", proportion(score.plates()));
    json.put("unread", score.unread());
    json.set("directions", proportion(score.directions()));
    json.set("orphans", proportion(score.orphans()));
    json.put("extra", score.extra().size());
    ArrayNode confusions = json.putArray("confusions");
    for (Confusion each : score.confusions()) {
      confusions
          .addObject()
          .put("was", String.valueOf(each.was()))
          .put("read", String.valueOf(each.read()))
          .put("times", each.times());
    }
    return json;
  }

  private static ObjectNode proportion(Proportion each) {
    return JSON.createObjectNode()
        .put("hits", each.hits())
        .put("of", each.of())
        .put("share", rounded(each.share()))
        .put("low", rounded(each.low()))
        .put("high", rounded(each.high()));
  }

  private static double rounded(double share) {
    return Math.round(share * 10_000) / 10_000.0;
  }
}
