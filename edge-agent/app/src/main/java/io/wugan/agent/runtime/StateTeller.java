package io.wugan.agent.runtime;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.aim.AimJson;
import io.wugan.agent.aim.AimStore;
import io.wugan.agent.desk.Answer;
import io.wugan.agent.desk.StateDesk;
import io.wugan.agent.health.FaultJson;
import io.wugan.agent.lane.AimSigning;
import io.wugan.agent.lane.LaneAim;
import io.wugan.agent.lane.LaneMeter;
import io.wugan.agent.lane.LaneRunner;
import io.wugan.core.aim.AimSummary;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.health.HealthBook;
import io.wugan.core.plate.Quad;
import io.wugan.core.plate.Quad.Point;
import io.wugan.sync.uplink.UplinkStats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Says how the agent stands, for the installer's check. Thread-safe. */
final class StateTeller implements StateDesk.Source {

  private static final JsonMapper JSON = new JsonMapper();

  private final List<LaneRunner> lanes;
  private final HealthBook health;
  private final Supplier<UplinkStats> uplink;
  private final AimStore aims;

  /**
   * @param aims folder of what was accepted
   */
  StateTeller(List<LaneRunner> lanes, HealthBook health, Supplier<UplinkStats> uplink, Path aims) {
    this.lanes = List.copyOf(lanes);
    this.health = health;
    this.uplink = uplink;
    this.aims = new AimStore(aims);
  }

  @Override
  public String state(boolean pictures) {
    ObjectNode state = JSON.createObjectNode();
    ArrayNode all = state.putArray("lanes");
    for (LaneRunner lane : lanes) {
      LaneMeter.Reading reading = lane.meter().read();
      ObjectNode told =
          all.addObject()
              .put("id", lane.id())
              .put("frames", reading.frames())
              .put("passages", reading.passages())
              .put("noPlate", reading.noPlate())
              .put("frameAgeMillis", reading.frameAgeMillis().orElse(-1));
      lane.aim().newest().ifPresent(newest -> tell(told, newest, pictures));
    }
    state.set("faults", FaultJson.list(health.faults()));
    UplinkStats stats = uplink.get();
    state
        .putObject("uplink")
        .put("connected", stats.connected())
        .put("waiting", stats.unacknowledged())
        .put("lastFailure", stats.lastFailure().orElse(""));
    return state.toString();
  }

  private static void tell(ObjectNode told, LaneAim.Newest newest, boolean pictures) {
    told.set("aim", AimJson.summary(newest.summary()));
    Optional<EvidenceImage> scene = newest.scene();
    if (pictures && scene.isPresent()) {
      told.put("scene", Base64.getEncoder().encodeToString(scene.get().jpeg()));
      ArrayNode plates = told.putArray("plates");
      for (Quad quad : newest.plates()) {
        ArrayNode corners = plates.addArray();
        for (Point corner :
            List.of(quad.topLeft(), quad.topRight(), quad.bottomRight(), quad.bottomLeft())) {
          corners.add(corner.x()).add(corner.y());
        }
      }
    }
  }

  @Override
  public Answer accept(UUID order, String laneId, String by) {
    Optional<LaneRunner> lane = lanes.stream().filter(each -> each.id().equals(laneId)).findFirst();
    if (lane.isEmpty()) {
      List<String> ids = lanes.stream().map(LaneRunner::id).toList();
      return new Answer(order, false, "no lane is called '" + laneId + "'; there are " + ids);
    }
    if (by.isBlank()) {
      return new Answer(order, false, "who accepts must be told");
    }
    try {
      return AimSigning.sign(aims, laneId, lane.get().aim(), by)
          .map(summary -> new Answer(order, true, accepted(laneId, by, summary)))
          .orElseGet(() -> new Answer(order, false, tooFew(laneId, lane.get().aim())));
    } catch (IOException unwritten) {
      return new Answer(order, false, "not kept: " + unwritten.getMessage());
    }
  }

  private static String accepted(String lane, String by, AimSummary summary) {
    return "lane %s: accepted by %s, plates %.0f px wide"
        .formatted(lane, by, summary.medians().plateWidthPx());
  }

  private static String tooFew(String lane, LaneAim aim) {
    int plates = aim.newest().map(each -> each.summary().plates()).orElse(0);
    return "lane %s: %d plates passed; %d at least are wanted"
        .formatted(lane, plates, AimSummary.ENOUGH);
  }
}
