package io.wugan.agent.page.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.page.access.AuditLog;
import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.http.PageResponse;
import io.wugan.agent.page.live.LivePicture;
import io.wugan.agent.page.live.LivePictures;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.LaneGeometry;
import io.wugan.core.lane.SharePoint;
import io.wugan.core.lane.SharePolygon;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Live pictures of lanes, and where a lane lies in them. Thread-safe. */
public final class LaneApi {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int NOT_YET = 503;

  private final List<Lane> lanes;
  private final LivePictures pictures;
  private final SettingsPort settings;
  private final AuditLog audit;

  /**
   * @param lanes of the board
   * @param pictures of these lanes
   * @param settings takes what is drawn
   * @param audit who drew
   */
  public LaneApi(List<Lane> lanes, LivePictures pictures, SettingsPort settings, AuditLog audit) {
    this.lanes = List.copyOf(lanes);
    this.pictures = pictures;
    this.settings = settings;
    this.audit = audit;
  }

  /** What can be asked. */
  public List<Route> routes() {
    return List.of(
        Route.poll("/api/v1/lanes/{lane}/live", Role.OPERATOR, this::live),
        Route.poll("/api/v1/lanes/{lane}/live/{number}", Role.OPERATOR, this::jpeg),
        Route.get("/api/v1/lanes/{lane}/geometry", Role.OPERATOR, this::geometry),
        new Route(
            "PUT",
            "/api/v1/lanes/{lane}/geometry",
            Optional.of(Role.INSTALLER),
            16_384,
            false,
            this::draw));
  }

  private Lane lane(Call call) {
    String id = call.path("lane");
    return lanes.stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.unknown(
                    "no such lane",
                    "lane",
                    String.join(", ", lanes.stream().map(Lane::id).toList())));
  }

  private static Refusal notYet() {
    return new Refusal(
        NOT_YET, "live.wait", "no picture has come yet", "", "again in half a second");
  }

  private PageResponse live(Call call) {
    LivePicture picture = pictures.newest(lane(call).id()).orElseThrow(LaneApi::notYet);
    ObjectNode json =
        JSON.createObjectNode()
            .put("number", picture.number())
            .put("at", picture.at().utc().toString())
            .put("widthPx", picture.widthPx())
            .put("heightPx", picture.heightPx());
    ArrayNode plates = json.putArray("plates");
    picture.reads().forEach(read -> describe(plates.addObject(), read));
    return PageResponse.json(200, json.toString());
  }

  private static void describe(ObjectNode json, PlateRead read) {
    json.put("text", read.text())
        .put("category", read.category().name())
        .put("color", read.color().name())
        .put("confidence", Math.round(read.confidence() * 1000) / 1000.0)
        .put("widthPx", Math.round(read.quad().widthPx()));
    ArrayNode quad = json.putArray("quad");
    Quad at = read.quad();
    for (Quad.Point point :
        List.of(at.topLeft(), at.topRight(), at.bottomRight(), at.bottomLeft())) {
      quad.addArray().add(Math.round(point.x())).add(Math.round(point.y()));
    }
  }

  private PageResponse jpeg(Call call) {
    String lane = lane(call).id();
    String text = call.path("number");
    if (!text.matches("\\d{1,18}")) {
      throw Refusal.badValue("no number", "number", "a number that …/live has told");
    }
    return PageResponse.of(
        200,
        "image/jpeg",
        pictures.find(lane, Long.parseLong(text)).orElseThrow(LaneApi::notYet).jpeg());
  }

  private PageResponse geometry(Call call) {
    LaneGeometry geometry = lane(call).geometry();
    ObjectNode json = JSON.createObjectNode();
    json.set("polygon", points(geometry.area().map(SharePolygon::corners).orElse(null)));
    json.set(
        "tripLine",
        points(geometry.tripLine().map(line -> List.of(line.from(), line.to())).orElse(null)));
    json.set("virtualLoop", points(geometry.virtualLoop().map(SharePolygon::corners).orElse(null)));
    return PageResponse.json(200, json.toString());
  }

  private static JsonNode points(@Nullable List<SharePoint> points) {
    if (points == null) {
      return JSON.nullNode();
    }
    ArrayNode all = JSON.createArrayNode();
    points.forEach(point -> all.addArray().add(point.x()).add(point.y()));
    return all;
  }

  private PageResponse draw(Call call) throws IOException {
    Lane lane = lane(call);
    Map<String, List<SharePoint>> drawn = new LinkedHashMap<>();
    drawn.put("polygon", read(call.body().path("polygon"), "polygon"));
    drawn.put("tripLine", read(call.body().path("tripLine"), "tripLine"));
    drawn.put("virtualLoop", read(call.body().path("virtualLoop"), "virtualLoop"));
    SettingsPort.Saved saved = settings.draw(lane.id(), drawn);
    if (saved.done()) {
      audit.note(call.user().name(), call.request().address(), "lane-drawn", lane.id());
    }
    return SettingsApi.answer(saved);
  }

  /** Nothing where a shape is to go. */
  private static List<SharePoint> read(JsonNode json, String key) {
    List<SharePoint> points = new ArrayList<>();
    if (json.isNull()) {
      return points;
    }
    String allowed = "null, or a list of points [x, y], 0 to 1";
    if (!json.isArray() || json.size() > SharePolygon.MAX_CORNERS) {
      throw Refusal.badValue("something else", key, allowed);
    }
    for (JsonNode point : json) {
      if (!point.path(0).isNumber() || !point.path(1).isNumber() || point.size() != 2) {
        throw Refusal.badValue("something else", key, allowed);
      }
      try {
        points.add(new SharePoint(round(point.path(0)), round(point.path(1))));
      } catch (IllegalArgumentException outside) {
        throw Refusal.badValue(String.valueOf(outside.getMessage()), key, allowed);
      }
    }
    return points;
  }

  private static double round(JsonNode share) {
    return Math.round(share.asDouble() * 10_000) / 10_000.0;
  }
}
