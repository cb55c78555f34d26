package io.wugan.lab.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import io.wugan.lab.billing.EdgeId;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.OutboxRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands in the board's ledger and in the cloud's, in text that a table can hold. */
final class DeliveryTelling {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_IN_FULL = 6;
  private static final int MOST_NAMED = 3;

  private final EdgeId edge;
  private final Path edgeData;
  private final Path cloudData;
  private final String epoch;
  private final CloudRoad road;

  DeliveryTelling(EdgeId edge, Path edgeData, Path cloudData, String epoch, CloudRoad road) {
    this.edge = edge;
    this.edgeData = edgeData;
    this.cloudData = cloudData;
    this.epoch = epoch;
    this.road = road;
  }

  /**
   * What the cloud has of this epoch: {@code 1 entry s1 08:00 evt; 2 exit s1 exact 09:20 bkl; 1
   * billed}, with the channels by which a record came; of many records {@code 1-200: 100 entry, 100
   * exit exact; 100 billed}.
   */
  String cloud() {
    try (LedgerReader reader = LedgerReader.open(cloudData.resolve("billing.db"))) {
      List<JsonNode> events =
          reader.list(
              row -> json(row.getString(1)),
              "SELECT body FROM event WHERE edge=? AND epoch=? ORDER BY seq",
              edge.source(),
              epoch);
      long billed =
          reader
              .list(row -> row.getLong(1), "SELECT count(*) FROM bill WHERE edge=?", edge.source())
              .get(0);
      return (events.size() <= MOST_IN_FULL ? inFull(events) : inNumbers(events))
          + "; "
          + billed
          + " billed";
    }
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException broken) {
      throw new AssertionError("the cloud stored what is no JSON", broken);
    }
  }

  private String inFull(List<JsonNode> events) {
    Map<Long, List<String>> channels = road.channels();
    List<String> sessions = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (JsonNode event : events) {
      String session = event.at("/data/session/id").asText();
      if (!sessions.contains(session)) {
        sessions.add(session);
      }
      long seq = event.get("seq").asLong();
      told.add(
          "%d %s s%d%s %s %s"
              .formatted(
                  seq,
                  type(event),
                  sessions.indexOf(session) + 1,
                  how(event),
                  event.get("time").asText().substring(11, 16),
                  String.join("+", channels.getOrDefault(seq, List.of()))));
    }
    return String.join("; ", told);
  }

  private static String inNumbers(List<JsonNode> events) {
    Map<String, Long> kinds =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    event -> type(event) + how(event), TreeMap::new, Collectors.counting()));
    List<Long> seqs = events.stream().map(event -> event.get("seq").asLong()).toList();
    return ranges(seqs)
        + ": "
        + kinds.entrySet().stream()
            .map(kind -> kind.getValue() + " " + kind.getKey())
            .collect(Collectors.joining(", "));
  }

  private static String type(JsonNode event) {
    return event.get("type").asText().split("\\.")[1];
  }

  private static String how(JsonNode event) {
    JsonNode method = event.at("/data/match/method");
    return method.isMissingNode() ? "" : " " + method.asText();
  }

  /** How often the records came by: {@code each once}, {@code again: 150} or {@code some again}. */
  String road() {
    List<Long> again =
        road.channels().entrySet().stream()
            .filter(each -> each.getValue().size() > 1)
            .map(Map.Entry::getKey)
            .toList();
    if (again.isEmpty()) {
      return "each once";
    }
    return again.size() > MOST_NAMED ? "some again" : "again: " + ranges(again);
  }

  /** Messages whose bytes are not those that were captured, one after the other. */
  List<CloudRoad.Carried> listAltered() {
    try (LedgerView view = LedgerView.open(edgeData)) {
      return road.carried().stream()
          .filter(message -> !message.payload().equals(captured(view, message.seqs())))
          .toList();
    }
  }

  private static String captured(LedgerView view, List<Long> seqs) {
    return seqs.stream()
        .map(seq -> view.listRecords(seq, 1).get(0).payload())
        .map(payload -> new String(payload, StandardCharsets.UTF_8))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** The board's records by state: {@code acked 1-200}. */
  String outbox() {
    try (LedgerView view = LedgerView.open(edgeData)) {
      Map<String, List<Long>> states = new TreeMap<>();
      for (OutboxRow row : view.listRecords(1, Integer.MAX_VALUE)) {
        String state = row.state().name().toLowerCase(Locale.ROOT);
        states.computeIfAbsent(state, unused -> new ArrayList<>()).add(row.seq());
      }
      return states.entrySet().stream()
          .map(state -> state.getKey() + " " + ranges(state.getValue()))
          .collect(Collectors.joining(", "));
    }
  }

  /** {@code 浙A12345 80min EXIT_MATCHED; 2 passages, seq 1-2, 0 inside}. */
  static String ledger(Path folder) {
    try (LedgerView view = LedgerView.open(folder);
        LedgerReader reader = LedgerReader.open(folder.resolve("ledger.db"))) {
      String sessions =
          Stream.of(SessionState.values())
              .flatMap(state -> view.listSessions(state, 100).stream())
              .sorted(Comparator.comparing(session -> session.entry().at().utc()))
              .map(DeliveryTelling::told)
              .collect(Collectors.joining("; "));
      List<Long> seqs = view.listRecords(1, 100).stream().map(OutboxRow::seq).toList();
      long passages = reader.list(row -> row.getLong(1), "SELECT count(*) FROM passage").get(0);
      return "%s; %d passages, seq %s of %d, %d inside"
          .formatted(sessions, passages, ranges(seqs), view.lastSeq(), view.occupancy());
    }
  }

  private static String told(Session session) {
    String plate = session.plate().map(PlateNumber::text).orElse("-");
    return session
        .closeReason()
        .map(
            reason ->
                plate + session.stay().map(DeliveryTelling::minutes).orElse(" ?") + " " + reason)
        .orElse(plate + " " + session.state());
  }

  private static String minutes(java.time.Duration stay) {
    return " " + stay.plusSeconds(30).toMinutes() + "min";
  }

  private static String ranges(List<Long> seqs) {
    List<String> ranges = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= seqs.size(); i++) {
      if (i == seqs.size() || seqs.get(i) != seqs.get(i - 1) + 1) {
        long from = seqs.get(first);
        long to = seqs.get(i - 1);
        ranges.add(from == to ? "" + from : from + "-" + to);
        first = i;
      }
    }
    return String.join(",", ranges);
  }
}
