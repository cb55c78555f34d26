package io.wugan.agent.page.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.aim.AimStore;
import io.wugan.agent.lane.AimSigning;
import io.wugan.agent.lane.LaneAim;
import io.wugan.agent.page.access.AuditLog;
import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.http.PageResponse;
import io.wugan.core.aim.AimFigures;
import io.wugan.core.aim.AimMeasure;
import io.wugan.core.aim.AimSummary;
import io.wugan.core.aim.AimWords;
import io.wugan.core.text.Bilingual;
import io.wugan.core.text.Language;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The aiming meter of each lane: what the last plates were like, and what was accepted.
 * Thread-safe.
 */
public final class AimApi {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int CONFLICT = 409;

  private final Map<String, LaneAim> lanes;
  private final AimStore store;
  private final AuditLog audit;

  /**
   * @param lanes meters of the lanes, by id
   * @param store keeps what is accepted
   * @param audit who accepted
   */
  public AimApi(Map<String, LaneAim> lanes, AimStore store, AuditLog audit) {
    this.lanes = Map.copyOf(lanes);
    this.store = store;
    this.audit = audit;
  }

  /** What can be asked. */
  public List<Route> routes() {
    return List.of(
        Route.poll("/api/v1/lanes/{lane}/aim", Role.OPERATOR, this::look),
        Route.post("/api/v1/lanes/{lane}/aim/anew", Role.INSTALLER, this::anew),
        Route.post("/api/v1/lanes/{lane}/aim/accept", Role.INSTALLER, this::accept));
  }

  private LaneAim lane(Call call) {
    LaneAim lane = lanes.get(call.path("lane"));
    if (lane == null) {
      throw Refusal.unknown("no such lane", "lane", String.join(", ", lanes.keySet()));
    }
    return lane;
  }

  private PageResponse look(Call call) {
    LaneAim lane = lane(call);
    ObjectNode json = JSON.createObjectNode().put("plates", 0);
    lane.newest().ifPresent(newest -> describe(json, newest.summary()));
    lane.accepted()
        .ifPresent(
            accepted ->
                json.putObject("accepted")
                    .put("at", accepted.last().utc().toString())
                    .put("plateWidthPx", rounded(accepted.medians().plateWidthPx())));
    return PageResponse.json(200, json.toString());
  }

  private static void describe(ObjectNode json, AimSummary summary) {
    AimFigures medians = summary.medians();
    json.put("plates", summary.plates())
        .put("enough", summary.isEnough())
        .put("last", summary.last().utc().toString())
        .put("grade", medians.grade().name());
    ArrayNode measures = json.putArray("measures");
    for (AimMeasure measure : AimMeasure.values()) {
      double value = medians.value(measure);
      ObjectNode each =
          measures
              .addObject()
              .put("measure", measure.name())
              .put("value", rounded(value))
              .put("unit", measure.unit())
              .put("grade", medians.grade(measure).name());
      for (Language language : Language.values()) {
        Bilingual remedy = AimWords.remedy(measure, value);
        each.putObject(language == Language.ZH ? "zh" : "en")
            .put("name", AimWords.name(measure).in(language))
            .put("limit", AimWords.limit(measure).in(language))
            .put("remedy", remedy.in(language));
      }
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private PageResponse anew(Call call) {
    lane(call).startAnew();
    return PageResponse.json(200, "{}");
  }

  private PageResponse accept(Call call) throws IOException {
    LaneAim lane = lane(call);
    if (AimSigning.sign(store, call.path("lane"), lane, call.user().name()).isEmpty()) {
      throw new Refusal(
          CONFLICT,
          "aim.few",
          "too few plates have passed",
          "lane",
          "at least " + AimSummary.ENOUGH + " plates since the camera was aimed");
    }
    audit.note(call.user().name(), call.request().address(), "aim-accepted", call.path("lane"));
    return PageResponse.json(200, "{}");
  }
}
