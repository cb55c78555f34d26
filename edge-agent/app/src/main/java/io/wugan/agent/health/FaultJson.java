package io.wugan.agent.health;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.wugan.core.health.HealthFault;
import java.util.List;

/** Faults as JSON, for the page, for {@code /health} and for the installer's check. Stateless. */
public final class FaultJson {

  private FaultJson() {}

  /** {@code [{kind, lane, device, since, detail}]}; device is null for a lane as a whole. */
  public static ArrayNode list(List<HealthFault> faults) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (HealthFault fault : faults) {
      list.addObject()
          .put("kind", fault.kind().name())
          .put("lane", fault.place().laneId())
          .put("device", fault.place().device().orElse(null))
          .put("since", fault.since().utc().toString())
          .put("detail", fault.detail());
    }
    return list;
  }
}
