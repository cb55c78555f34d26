package io.wugan.agent.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.core.session.Correction;
import java.util.UUID;

/**
 * Orders in the words of the cloud's commands: those of the desk, without id and origin. Stateless.
 */
public final class CloudOrders {

  private CloudOrders() {}

  /**
   * A correction.
   *
   * @param id of the command
   * @param by who asks
   * @param args {@code {session?, revision?, review?, why?, change: {kind, …}}}
   * @throws IllegalArgumentException saying what is wrong
   */
  public static Correction correction(UUID id, String by, JsonNode args) {
    ObjectNode order = args.deepCopy();
    return CorrectionJson.read(
        order.put("id", id.toString()).put("origin", Correction.Origin.CLOUD.name()).put("by", by));
  }

  /**
   * A list of plates.
   *
   * @param id of the command
   * @param args {@code {revision, plates: [[plate, class, from, until], …]}}
   * @throws IllegalArgumentException saying what is wrong
   */
  public static DeskOrder.Replace list(UUID id, JsonNode args) {
    if (!args.path("plates").isArray() || !args.path("revision").canConvertToLong()) {
      throw new IllegalArgumentException(
          "revision and plates are wanted, a whole number and a list of [plate, class, from, until]");
    }
    ObjectNode order = args.deepCopy();
    return (DeskOrder.Replace) OrderJson.read(order.put("id", id.toString()).toString());
  }
}
