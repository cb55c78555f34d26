package io.wugan.agent.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wugan.agent.aim.AimJson;
import io.wugan.core.aim.AimSummary;
import io.wugan.core.plate.Quad;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a running agent stands, as it says itself.
 *
 * @param lanes its lanes, by id
 * @param faults what is wrong, from its health book
 * @param connected whether its uplink has a connection to the broker
 * @param waiting records that the cloud has not acknowledged on this connection
 * @param lastFailure why the last connection failed; empty for none
 */
public record AgentState(
    Map<String, LaneState> lanes,
    List<Fault> faults,
    boolean connected,
    long waiting,
    String lastFailure) {

  private static final JsonMapper JSON = new JsonMapper();

  public AgentState {
    lanes = Map.copyOf(lanes);
    faults = List.copyOf(faults);
  }

  /**
   * A lane.
   *
   * @param frames pictures seen since the start
   * @param frameAgeMillis since the newest; −1 before the first
   * @param picturesPerSecond over the time between two looks; 0 where nothing came
   * @param look its aim, and its newest picture with a plate
   */
  public record LaneState(
      long frames, long frameAgeMillis, double picturesPerSecond, LaneLook look) {}

  /**
   * Something that is wrong.
   *
   * @param kind as in alerts
   * @param lane where; {@code board} for the board
   * @param detail for a person
   */
  public record Fault(String kind, String lane, String detail) {}

  /**
   * Reads two answers of the agent, the second so many seconds after the first.
   *
   * @throws IOException if they are none
   */
  public static AgentState read(String first, String second, double seconds) throws IOException {
    try {
      JsonNode before = JSON.readTree(first);
      JsonNode now = JSON.readTree(second);
      Map<String, LaneState> lanes = new TreeMap<>();
      for (JsonNode lane : now.path("lanes")) {
        String id = lane.path("id").asText();
        long frames = lane.path("frames").asLong();
        double rate = Math.max(0, frames - framesOf(before, id)) / seconds;
        lanes.put(
            id, new LaneState(frames, lane.path("frameAgeMillis").asLong(-1), rate, look(lane)));
      }
      List<Fault> faults = new ArrayList<>();
      for (JsonNode fault : now.path("faults")) {
        faults.add(
            new Fault(
                fault.path("kind").asText(),
                fault.path("lane").asText(),
                fault.path("detail").asText()));
      }
      JsonNode uplink = now.path("uplink");
      return new AgentState(
          lanes,
          faults,
          uplink.path("connected").asBoolean(),
          uplink.path("waiting").asLong(),
          uplink.path("lastFailure").asText());
    } catch (JsonProcessingException | IllegalArgumentException noAnswer) {
      throw new IOException("the agent's answer is not understood: " + noAnswer, noAnswer);
    }
  }

  private static long framesOf(JsonNode state, String id) {
    for (JsonNode lane : state.path("lanes")) {
      if (lane.path("id").asText().equals(id)) {
        return lane.path("frames").asLong();
      }
    }
    return 0;
  }

  private static LaneLook look(JsonNode lane) {
    Optional<AimSummary> aim =
        lane.has("aim") ? Optional.of(AimJson.readSummary(lane.path("aim"))) : Optional.empty();
    if (!lane.has("scene")) {
      return new LaneLook(aim, Optional.empty());
    }
    List<Quad> plates = new ArrayList<>();
    for (JsonNode plate : lane.path("plates")) {
      plates.add(new Quad(point(plate, 0), point(plate, 2), point(plate, 4), point(plate, 6)));
    }
    byte[] jpeg = Base64.getDecoder().decode(lane.path("scene").asText());
    return new LaneLook(aim, Optional.of(new ScenePicture(new ScenePicture.Bytes(jpeg), plates)));
  }

  private static Quad.Point point(JsonNode plate, int at) {
    return new Quad.Point(plate.path(at).asDouble(), plate.path(at + 1).asDouble());
  }

  /** What is wrong of these kinds at a lane. */
  public List<Fault> faults(String lane, String kindPrefix) {
    return faults.stream()
        .filter(fault -> fault.lane().equals(lane) && fault.kind().startsWith(kindPrefix))
        .toList();
  }
}
