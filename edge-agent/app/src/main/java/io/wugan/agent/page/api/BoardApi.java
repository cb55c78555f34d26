package io.wugan.agent.page.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.health.FaultJson;
import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.http.PageResponse;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.LotTime;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.OutboxCounts;
import io.wugan.sync.uplink.UplinkStats;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The board at a glance. Thread-safe. */
public final class BoardApi {

  private static final JsonMapper JSON = new JsonMapper();
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

  private final BoardPort board;
  private final LedgerPort ledger;
  private @Nullable ObjectNode counted; // guarded by this
  private long countedNanos; // guarded by this

  /**
   * @param board how it is
   * @param ledger what it holds
   */
  public BoardApi(BoardPort board, LedgerPort ledger) {
    this.board = board;
    this.ledger = ledger;
  }

  /** What can be asked. */
  public List<Route> routes() {
    return List.of(Route.poll("/api/v1/overview", Role.VIEWER, this::overview));
  }

  private PageResponse overview(Call call) {
    LotTime now = board.now();
    BoardPort.Identity identity = board.identity();
    ObjectNode json =
        JSON.createObjectNode()
            .put("site", identity.site())
            .put("edge", identity.edge())
            .put("version", identity.version());
    ObjectNode clock = json.putObject("clock");
    clock
        .put("now", now.utc().toString())
        .put("quality", now.quality().name())
        .put("upMillis", now.monoMillis());
    now.errorMillis().ifPresent(error -> clock.put("errorMillis", error));
    lanes(json.putArray("lanes"));
    json.set("faults", FaultJson.list(board.faults()));
    uplink(json.putObject("uplink"), identity.broker());
    json.set("counts", counts());
    return PageResponse.json(200, json.toString());
  }

  private void lanes(ArrayNode all) {
    for (BoardPort.LaneState lane : board.lanes()) {
      ObjectNode json =
          all.addObject()
              .put("id", lane.id())
              .put("role", lane.role())
              .put("camera", lane.camera())
              .put("frames", lane.frames())
              .put("passages", lane.passages())
              .put("noPlate", lane.noPlate());
      lane.pictureMillis()
          .ifPresent(millis -> json.put("pictureMillis", Math.round(millis * 10) / 10.0));
      lane.frameAgeMillis().ifPresent(age -> json.put("frameAgeMillis", age));
    }
  }

  private void uplink(ObjectNode json, String broker) {
    UplinkStats stats = board.uplink();
    json.put("broker", broker)
        .put("connected", stats.connected())
        .put("failuresInARow", stats.failuresInARow())
        .put("acked", stats.ackedEvents())
        .put("lastAck", stats.lastAck().map(Instant::toString).orElse(null))
        .put("lastFailure", stats.lastFailure().orElse(null))
        .put("certificateExpires", stats.certificateExpires().map(Instant::toString).orElse(null));
  }

  /** Counted once a second, however many look. */
  private synchronized ObjectNode counts() {
    ObjectNode known = counted;
    if (known == null || System.nanoTime() - countedNanos > FRESH_NANOS) {
      known = ledger.look(BoardApi::count);
      counted = known;
      countedNanos = System.nanoTime();
    }
    return known.deepCopy();
  }

  private static ObjectNode count(LedgerView view) {
    OutboxCounts outbox = view.outboxCounts();
    return JSON.createObjectNode()
        .put("inside", view.occupancy())
        .put("open", view.countSessions(SessionState.OPEN))
        .put("reviews", view.countReviews())
        .put("records", outbox.lastSeq())
        .put("ackedSeq", outbox.ackedSeq())
        .put("pending", outbox.pending())
        .put("setApart", outbox.setApart());
  }
}
