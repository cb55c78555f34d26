package io.wugan.agent.metrics;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.health.FaultJson;
import io.wugan.core.health.HealthFault;
import java.util.List;

/**
 * Whether the board does its work. It is not well while a part of the agent stands still, a lane
 * gets no pictures or the disk is full; other faults are told, and are no reason to call it ill.
 *
 * @param faults what is wrong now
 */
public record BoardHealth(List<HealthFault> faults) {

  private static final JsonMapper JSON = new JsonMapper();

  public BoardHealth {
    faults = List.copyOf(faults);
  }

  /** Whether vehicles are seen and recorded. */
  public boolean isWell() {
    return faults.stream()
        .noneMatch(
            fault ->
                switch (fault.kind()) {
                  case PART_STUCK, CAMERA_SILENT, DISK_FULL -> true;
                  default -> false;
                });
  }

  /** For programs. */
  String json() {
    ObjectNode root = JSON.createObjectNode().put("status", isWell() ? "UP" : "DOWN");
    root.set("faults", FaultJson.list(faults));
    return root.toPrettyString() + "\n";
  }
}
