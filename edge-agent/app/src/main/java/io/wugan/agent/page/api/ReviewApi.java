package io.wugan.agent.page.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.desk.Answer;
import io.wugan.agent.page.access.AuditLog;
import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.http.PageResponse;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.Correction;
import io.wugan.core.session.Correction.Change;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.Session;
import io.wugan.core.session.VoidReason;
import io.wugan.sync.ledger.LedgerView;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * What waits for a person, and what they decide, in the words of {@code wugan sessions} and of the
 * cloud's command {@code review}. Thread-safe.
 */
public final class ReviewApi {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String DECISIONS = "confirm, bind, plate, forget, close or discard";
  private static final int CONFLICT = 409;

  private final LedgerPort ledger;
  private final AuditLog audit;

  /**
   * @param ledger what waits, and the way to put it right
   * @param audit who decided
   */
  public ReviewApi(LedgerPort ledger, AuditLog audit) {
    this.ledger = ledger;
    this.audit = audit;
  }

  /** What can be asked. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/reviews", Role.OPERATOR, this::list),
        Route.post("/api/v1/reviews/{review}", Role.OPERATOR, this::decide));
  }

  private PageResponse list(Call call) {
    int limit = call.number("limit", 20, 1, 100);
    String text =
        ledger.look(
            view -> {
              ObjectNode all = JSON.createObjectNode().put("waiting", view.countReviews());
              ArrayNode items = all.putArray("items");
              for (ReviewItem item : view.listReviews(limit)) {
                items.add(describe(item, view));
              }
              return all.toString();
            });
    return PageResponse.json(200, text);
  }

  private ObjectNode describe(ReviewItem item, LedgerView view) {
    StayJson stays = new StayJson(view, ledger, true);
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", item.id().toString())
            .put("kind", item.kind().name())
            .put("at", item.at().utc().toString());
    item.passageId()
        .flatMap(view::findPassage)
        .ifPresent(passage -> json.set("passage", stays.passage(passage)));
    item.sessionId()
        .flatMap(view::findSession)
        .ifPresent(stay -> json.set("stay", stays.stay(stay)));
    ArrayNode candidates = json.putArray("candidates");
    for (ReviewItem.Candidate candidate : item.candidates()) {
      Optional<Session> stay = view.findSession(candidate.sessionId());
      if (stay.isPresent()) {
        candidates.add(stays.stay(stay.get()).put("cost", candidate.cost()));
      }
    }
    return json;
  }

  private PageResponse decide(Call call) throws InterruptedException {
    UUID id = StayApi.id(call.path("review"), "review");
    ReviewItem item =
        ledger
            .look(view -> view.findReview(id))
            .orElseThrow(
                () -> Refusal.unknown("no such review item", "review", "the id of one that waits"));
    if (!item.isWaiting()) {
      throw new Refusal(
          CONFLICT, "review.settled", "it is settled already", "review", "one that waits");
    }
    String decision = call.text("decision", 20);
    Change change = change(decision, call.body(), item);
    Optional<UUID> stay = stay(call.body(), item);
    if (stay.isEmpty() && !(change instanceof Change.Confirm)) {
      throw Refusal.badValue("nothing", "session", "the stay that is meant");
    }
    Answer answer =
        ledger.correct(
            new Correction(
                ledger.newId(),
                Correction.Origin.OPERATOR,
                call.user().name(),
                "",
                stay,
                revision(call.body()),
                Optional.of(id),
                change));
    audit.note(
        call.user().name(),
        call.request().address(),
        "review-" + decision,
        id + (answer.applied() ? "" : " refused"));
    if (!answer.applied()) {
      throw new Refusal(
          CONFLICT, "review.refused", answer.text(), "decision", "see the stay as it is now");
    }
    return PageResponse.json(200, JSON.createObjectNode().put("text", answer.text()).toString());
  }

  private static Optional<UUID> stay(JsonNode body, ReviewItem item) {
    return body.hasNonNull("session")
        ? Optional.of(StayApi.id(body.path("session").asText(), "session"))
        : item.sessionId();
  }

  private static OptionalInt revision(JsonNode body) {
    JsonNode revision = body.path("revision");
    return revision.canConvertToInt() && revision.isIntegralNumber()
        ? OptionalInt.of(revision.intValue())
        : OptionalInt.empty();
  }

  private static Change change(String decision, JsonNode body, ReviewItem item) {
    return switch (decision) {
      case "confirm" -> new Change.Confirm();
      case "bind" ->
          new Change.BindExit(
              item.passageId()
                  .orElseThrow(
                      () -> Refusal.badValue("bind", "decision", "bind where an exit waits")));
      case "plate" -> new Change.SetPlate(plate(body), color(body));
      case "forget" -> new Change.ForgetExit();
      case "close" -> new Change.CloseWithoutExit();
      case "discard" -> new Change.Discard(reason(body));
      default -> throw Refusal.badValue("no such decision", "decision", DECISIONS);
    };
  }

  private static PlateNumber plate(JsonNode body) {
    return PlateNumber.parse(body.path("plate").asText())
        .orElseThrow(
            () -> Refusal.badValue("no plate", "plate", "a plate of GA 36-2018, such as 浙A12345"));
  }

  private static PlateColor color(JsonNode body) {
    String text = body.path("color").asText("UNKNOWN").toUpperCase(Locale.ROOT);
    return Arrays.stream(PlateColor.values())
        .filter(each -> each.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.badValue(
                    "no such colour",
                    "color",
                    String.join(
                        ", ", Arrays.stream(PlateColor.values()).map(Enum::name).toList())));
  }

  private static VoidReason reason(JsonNode body) {
    String text = body.path("reason").asText();
    return Arrays.stream(VoidReason.values())
        .filter(each -> each.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.badValue("no such reason", "reason", "TURN_BACK, FALSE_READ or DUPLICATE"));
  }
}
