package io.wugan.agent.page.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.page.access.AuditLog;
import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.http.PageResponse;
import io.wugan.agent.tally.Tally;
import io.wugan.agent.tally.TallyFile;
import io.wugan.core.lane.Direction;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.ReviewKind;
import io.wugan.core.tally.TallyPair;
import io.wugan.core.tally.TallyScore;
import io.wugan.core.tally.TallyScorer;
import io.wugan.core.tally.TallySeen;
import io.wugan.core.tally.TallyTap;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The count of a hundred vehicles by people, and what it says of the board. Thread-safe. */
public final class TallyApi {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int CONFLICT = 409;
  private static final int MOST_PASSAGES = 1_000;
  private static final int MOST_REVIEWS = 1_000;
  private static final Duration AROUND = Duration.ofSeconds(20);
  private static final long OLDEST_TAP_MILLIS = 60_000;
  private static final Set<ReviewKind> ORPHANS =
      Set.of(ReviewKind.UNMATCHED_EXIT, ReviewKind.UNREAD_EXIT);

  private final Path file;
  private final LedgerPort ledger;
  private final List<String> lanes;
  private final InstantSource clock;
  private final AuditLog audit;

  /**
   * @param file where the count is kept
   * @param ledger what the board recorded
   * @param lanes of the board, by id
   * @param clock when taps come
   * @param audit who counted
   */
  public TallyApi(
      Path file, LedgerPort ledger, List<String> lanes, InstantSource clock, AuditLog audit) {
    this.file = file;
    this.ledger = ledger;
    this.lanes = List.copyOf(lanes);
    this.clock = clock;
    this.audit = audit;
  }

  /** What can be asked. */
  public List<Route> routes() {
    return List.of(
        Route.poll("/api/v1/tally", Role.OPERATOR, this::look),
        Route.post("/api/v1/tally", Role.OPERATOR, this::begin),
        Route.post("/api/v1/tally/taps", Role.OPERATOR, this::tap),
        Route.post("/api/v1/tally/taps/{tap}", Role.OPERATOR, this::change),
        Route.post("/api/v1/tally/finish", Role.OPERATOR, this::finish));
  }

  private synchronized PageResponse look(Call call) throws IOException {
    ArrayNode known = JSON.createArrayNode();
    lanes.forEach(known::add);
    Optional<Tally> tally = TallyFile.read(file);
    ObjectNode json = tally.isPresent() ? describe(tally.get()) : JSON.createObjectNode();
    json.set("known", known);
    return PageResponse.json(200, json.toString());
  }

  private ObjectNode describe(Tally tally) throws IOException {
    ObjectNode json =
        JSON.createObjectNode()
            .put("startedAt", tally.startedAt().toString())
            .put("startedBy", tally.startedBy())
            .put("finishedAt", tally.finishedAt().map(Instant::toString).orElse(null));
    ArrayNode counted = json.putArray("lanes");
    tally.lanes().forEach(counted::add);
    ArrayNode taps = json.putArray("taps");
    if (!tally.isRunning()) {
      tally.taps().forEach(each -> describe(taps.addObject(), each, Optional.empty()));
      TallyFile.findScore(file).ifPresent(score -> json.set("score", score));
      return json;
    }
    TallyScore score = score(tally);
    for (TallyTap each : tally.taps()) {
      describe(
          taps.addObject(),
          each,
          score.pairs().stream().filter(pair -> pair.tap().equals(each)).findFirst());
    }
    json.set("score", TallyFile.score(score));
    return json;
  }

  private static void describe(ObjectNode json, TallyTap tap, Optional<TallyPair> pair) {
    json.put("id", tap.id())
        .put("at", tap.at().toString())
        .put("lane", tap.lane())
        .put("direction", tap.direction().name())
        .put("plate", tap.plate().orElse(null))
        .put("recorded", pair.isPresent())
        .put("read", pair.flatMap(each -> each.seen().plate()).orElse(null));
  }

  private TallyScore score(Tally tally) {
    Instant until = tally.finishedAt().orElseGet(clock::instant).plus(AROUND);
    List<TallySeen> seen =
        ledger.look(
            view -> {
              Set<UUID> orphans =
                  view.listReviews(MOST_REVIEWS).stream()
                      .filter(item -> ORPHANS.contains(item.kind()))
                      .map(ReviewItem::passageId)
                      .flatMap(Optional::stream)
                      .collect(Collectors.toSet());
              List<TallySeen> all = new ArrayList<>();
              tally.lanes().forEach(lane -> all.addAll(seen(view, lane, tally, orphans)));
              return all;
            });
    return TallyScorer.score(
        tally.taps(), seen.stream().filter(each -> each.at().isBefore(until)).toList());
  }

  private static List<TallySeen> seen(
      LedgerView view, String lane, Tally tally, Set<UUID> orphans) {
    List<TallySeen> all = new ArrayList<>();
    // The newest of them where there are more; a count has at most half as many taps.
    for (PassageFacts each : view.listPassages(lane, tally.startedAt(), MOST_PASSAGES)) {
      all.add(
          new TallySeen(
              each.ref().passageId().toString(),
              each.ref().at().utc(),
              lane,
              each.direction(),
              each.plate().map(PlateNumber::text),
              orphans.contains(each.ref().passageId())));
    }
    return all;
  }

  private synchronized PageResponse begin(Call call) throws IOException {
    if (TallyFile.read(file).filter(Tally::isRunning).isPresent()) {
      throw new Refusal(CONFLICT, "tally.running", "a count goes on", "", "finish it first");
    }
    List<String> wanted = new ArrayList<>();
    call.body().path("lanes").forEach(lane -> wanted.add(lane.asText()));
    if (wanted.isEmpty() || !lanes.containsAll(wanted)) {
      throw Refusal.badValue("no such lanes", "lanes", "some of " + String.join(", ", lanes));
    }
    Tally tally =
        new Tally(clock.instant(), call.user().name(), wanted, List.of(), Optional.empty());
    TallyFile.write(file, tally, Optional.empty());
    note(call, "tally-begun", String.join(" ", wanted));
    return PageResponse.json(200, "{}");
  }

  private void note(Call call, String what, String about) {
    audit.note(call.user().name(), call.request().address(), what, about);
  }

  private Tally running() throws IOException {
    return TallyFile.read(file)
        .filter(Tally::isRunning)
        .orElseThrow(
            () -> new Refusal(CONFLICT, "tally.none", "no count goes on", "", "begin one first"));
  }

  private synchronized PageResponse tap(Call call) throws IOException {
    Tally tally = running();
    String lane = call.text("lane", 32);
    if (!tally.lanes().contains(lane)) {
      throw Refusal.badValue("no such lane", "lane", String.join(", ", tally.lanes()));
    }
    if (tally.taps().size() >= Tally.MOST_TAPS) {
      throw new Refusal(CONFLICT, "tally.full", "it is full", "taps", "at most " + Tally.MOST_TAPS);
    }
    TallyTap tap =
        new TallyTap(
            UUID.randomUUID().toString(),
            clock.instant().minusMillis(age(call.body())),
            lane,
            direction(call.text("direction", 10)),
            plate(call.body()));
    TallyFile.write(file, tally.with(tap), Optional.empty());
    return PageResponse.json(200, JSON.createObjectNode().put("id", tap.id()).toString());
  }

  /** A tap that waited for the network is as old as the phone says. */
  private static long age(JsonNode body) {
    long age = body.path("ageMillis").asLong(0);
    return Math.max(0, Math.min(age, OLDEST_TAP_MILLIS));
  }

  private static Direction direction(String text) {
    return switch (text) {
      case "ENTER" -> Direction.ENTER;
      case "EXIT" -> Direction.EXIT;
      default -> throw Refusal.badValue("no such direction", "direction", "ENTER or EXIT");
    };
  }

  private static Optional<String> plate(JsonNode body) {
    String typed = body.path("plate").asText("").strip();
    if (typed.isEmpty() || body.path("plate").isNull()) {
      return Optional.empty();
    }
    return Optional.of(
        PlateNumber.parse(typed)
            .orElseThrow(
                () ->
                    Refusal.badValue(
                        "no plate", "plate", "a plate of GA 36-2018, such as 浙A12345, or nothing"))
            .text());
  }

  private synchronized PageResponse change(Call call) throws IOException {
    Tally tally = running();
    String id = call.path("tap");
    if (tally.taps().stream().noneMatch(tap -> tap.id().equals(id))) {
      throw Refusal.unknown("no such tap", "tap", "one of the count that goes on");
    }
    boolean remove = call.body().path("remove").asBoolean(false);
    Optional<String> plate = remove ? Optional.empty() : plate(call.body());
    List<TallyTap> taps = new ArrayList<>();
    for (TallyTap tap : tally.taps()) {
      if (!tap.id().equals(id)) {
        taps.add(tap);
      } else if (!remove) {
        taps.add(new TallyTap(id, tap.at(), tap.lane(), tap.direction(), plate));
      }
    }
    TallyFile.write(file, tally.withTaps(taps), Optional.empty());
    return PageResponse.json(200, "{}");
  }

  private synchronized PageResponse finish(Call call) throws IOException {
    Tally tally = running().finished(clock.instant());
    TallyFile.write(file, tally, Optional.of(score(tally)));
    note(call, "tally-finished", tally.taps().size() + " taps");
    return PageResponse.json(200, "{}");
  }
}
