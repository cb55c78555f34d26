package io.wugan.agent.page.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.wugan.agent.page.access.AuditLog;
import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.http.PageResponse;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Passages, stays and their pictures. Thread-safe. */
public final class StayApi {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST = 200;
  private static final Duration BACK = Duration.ofDays(3);
  private static final String HASH = "[0-9a-f]{64}";

  private final LedgerPort ledger;
  private final List<String> lanes;
  private final InstantSource clock;
  private final AuditLog audit;

  /**
   * @param ledger what the board holds
   * @param lanes of the board, by id
   * @param clock how far back is looked
   * @param audit who looked at pictures
   */
  public StayApi(LedgerPort ledger, List<String> lanes, InstantSource clock, AuditLog audit) {
    this.ledger = ledger;
    this.lanes = List.copyOf(lanes);
    this.clock = clock;
    this.audit = audit;
  }

  /** What can be asked. */
  public List<Route> routes() {
    return List.of(
        Route.poll("/api/v1/passages", Role.VIEWER, this::passages),
        Route.get("/api/v1/stays", Role.VIEWER, this::stays),
        Route.get("/api/v1/stays/{stay}", Role.VIEWER, this::stay),
        Route.get("/api/v1/pictures/{sha256}", Role.OPERATOR, this::picture));
  }

  private PageResponse passages(Call call) {
    int limit = call.number("limit", 50, 1, MOST);
    Instant since = clock.instant().minus(BACK);
    ArrayNode all =
        ledger.look(
            view -> {
              StayJson json = new StayJson(view, ledger, call.may(Role.OPERATOR));
              ArrayNode rows = JSON.createArrayNode();
              latest(view, since, limit).forEach(each -> rows.add(json.passage(each)));
              return rows;
            });
    return PageResponse.json(200, all.toString());
  }

  private List<PassageFacts> latest(LedgerView view, Instant since, int limit) {
    List<PassageFacts> all = new ArrayList<>();
    lanes.forEach(lane -> all.addAll(view.listPassages(lane, since, limit)));
    all.sort(Comparator.comparing((PassageFacts each) -> each.ref().at().utc()).reversed());
    return all.subList(0, Math.min(limit, all.size()));
  }

  private PageResponse stays(Call call) {
    int limit = call.number("limit", 50, 1, MOST);
    SessionState state = state(call.request().query().getOrDefault("state", "OPEN"));
    ArrayNode all =
        ledger.look(
            view -> {
              StayJson json = new StayJson(view, ledger, call.may(Role.OPERATOR));
              ArrayNode rows = JSON.createArrayNode();
              for (Session each : view.listSessions(state, limit)) {
                rows.add(json.stay(each));
              }
              return rows;
            });
    return PageResponse.json(200, all.toString());
  }

  private static SessionState state(String text) {
    for (SessionState state : SessionState.values()) {
      if (state.name().equals(text.toUpperCase(Locale.ROOT))) {
        return state;
      }
    }
    throw Refusal.badValue("no such state", "state", "OPEN, CLOSED or VOIDED");
  }

  private PageResponse stay(Call call) {
    UUID id = id(call.path("stay"), "stay");
    String text =
        ledger.look(
            view -> {
              StayJson json = new StayJson(view, ledger, call.may(Role.OPERATOR));
              return view.findSession(id)
                  .map(json::stay)
                  .orElseThrow(() -> Refusal.unknown("no such stay", "stay", "the id of a stay"))
                  .toString();
            });
    return PageResponse.json(200, text);
  }

  static UUID id(String text, String where) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException none) {
      throw Refusal.badValue("no id", where, "a UUID");
    }
  }

  private PageResponse picture(Call call) throws IOException {
    String sha256 = call.path("sha256");
    if (!sha256.matches(HASH)) {
      throw Refusal.badValue("no hash", "sha256", "64 hexadecimal digits in small letters");
    }
    Path file = ledger.picture(sha256).orElseThrow(() -> gone());
    byte[] jpeg;
    try {
      jpeg = Files.readAllBytes(file);
    } catch (NoSuchFileException pruned) {
      throw gone();
    }
    audit.note(call.user().name(), call.request().address(), "picture", sha256);
    // Named by what it is: it never changes. Not stored beyond the browser's memory all the same.
    return PageResponse.of(200, "image/jpeg", jpeg);
  }

  private static Refusal gone() {
    return Refusal.unknown("the picture is not kept", "sha256", "a picture that is kept");
  }
}
