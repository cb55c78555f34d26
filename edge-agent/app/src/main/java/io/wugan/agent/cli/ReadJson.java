package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.aim.AimJson;
import io.wugan.core.aim.AimFigures;
import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One line of {@code read --format jsonl}. */
final class ReadJson {

  private static final JsonMapper JSON = new JsonMapper();

  private ReadJson() {}

  static String line(
      Path file, List<PlateRead> reads, List<Optional<AimFigures>> aims, double millis) {
    ObjectNode line = JSON.createObjectNode().put("file", file.toString());
    ArrayNode plates = line.putArray("plates");
    for (int i = 0; i < reads.size(); i++) {
      ObjectNode plate = plate(reads.get(i));
      aims.get(i).ifPresent(figures -> plate.set("aim", AimJson.figures(figures)));
      plates.add(plate);
    }
    line.put("millis", round(millis, 10));
    return line.toString();
  }

  private static ObjectNode plate(PlateRead read) {
    ObjectNode plate =
        JSON.createObjectNode()
            .put("plate", read.text())
            .put("category", read.category().name())
            .put("color", read.color().name())
            .put("confidence", round(read.confidence(), 10_000))
            .put("detectionConfidence", round(read.detectionConfidence(), 10_000))
            .put("plateConfidence", round(read.plateConfidence(), 10_000));
    ArrayNode quad = plate.putArray("quad");
    Quad corners = read.quad();
    List.of(corners.topLeft(), corners.topRight(), corners.bottomRight(), corners.bottomLeft())
        .forEach(point -> quad.addArray().add(round(point.x(), 10)).add(round(point.y(), 10)));
    ArrayNode chars = plate.putArray("chars");
    for (CharRead c : read.chars()) {
      chars
          .addObject()
          .put("value", String.valueOf(c.value()))
          .put("confidence", round(c.confidence(), 10_000))
          .put("runnerUp", String.valueOf(c.runnerUp()))
          .put("runnerUpConfidence", round(c.runnerUpConfidence(), 10_000));
    }
    return plate;
  }

  private static double round(double value, int parts) {
    return Math.round(value * parts) / (double) parts;
  }
}
