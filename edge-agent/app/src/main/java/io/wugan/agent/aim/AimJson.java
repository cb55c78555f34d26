package io.wugan.agent.aim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.core.aim.AimFigures;
import io.wugan.core.aim.AimMeasure;
import io.wugan.core.aim.AimSummary;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalInt;

/** Figures of the aiming meter as JSON. Stateless. */
public final class AimJson {

  private static final JsonMapper JSON = new JsonMapper();

  private AimJson() {}

  /** Figures and grades of a plate, or medians: {@code {"plateWidth":{"value","grade"},…}}. */
  public static ObjectNode figures(AimFigures figures) {
    ObjectNode json = JSON.createObjectNode();
    for (AimMeasure measure : AimMeasure.values()) {
      json.putObject(key(measure))
          .put("value", Math.round(100 * signed(figures, measure)) / 100.0)
          .put("unit", measure.unit())
          .put("grade", figures.grade(measure).name());
    }
    return json;
  }

  /** A summary, with the time of its last plate. */
  public static ObjectNode summary(AimSummary summary) {
    LotTime last = summary.last();
    ObjectNode json =
        JSON.createObjectNode()
            .put("plates", summary.plates())
            .put("last", last.utc().toString())
            .put("monoMillis", last.monoMillis())
            .put("bootId", last.bootId())
            .put("clock", last.quality().name());
    json.set("figures", figures(summary.medians()));
    return json;
  }

  /**
   * Reads what {@link #summary} has written.
   *
   * @throws IllegalArgumentException saying what is missing or wrong
   */
  public static AimSummary readSummary(JsonNode json) {
    JsonNode figures = json.path("figures");
    LotTime last =
        new LotTime(
            Instant.parse(json.path("last").asText()),
            json.path("monoMillis").asLong(),
            json.path("bootId").asText(),
            ClockQuality.valueOf(json.path("clock").asText()),
            OptionalInt.empty());
    return new AimSummary(
        json.path("plates").asInt(),
        new AimFigures(
            value(figures, AimMeasure.PLATE_WIDTH),
            value(figures, AimMeasure.CHARACTER_HEIGHT),
            value(figures, AimMeasure.HORIZONTAL_ANGLE),
            value(figures, AimMeasure.VERTICAL_ANGLE),
            value(figures, AimMeasure.ROLL),
            value(figures, AimMeasure.FOCUS),
            value(figures, AimMeasure.MOTION_BLUR),
            value(figures, AimMeasure.CLIPPING),
            value(figures, AimMeasure.CONTRAST)),
        last);
  }

  private static double value(JsonNode figures, AimMeasure measure) {
    JsonNode value = figures.path(key(measure)).path("value");
    if (!value.isNumber()) {
      throw new IllegalArgumentException("figures." + key(measure) + ".value must be a number");
    }
    return value.asDouble();
  }

  private static double signed(AimFigures figures, AimMeasure measure) {
    return measure == AimMeasure.ROLL ? figures.rollDeg() : figures.value(measure);
  }

  /** {@code PLATE_WIDTH} as {@code plateWidth}. */
  public static String key(AimMeasure measure) {
    StringBuilder key = new StringBuilder();
    for (String word : measure.name().toLowerCase(Locale.ROOT).split("_", -1)) {
      key.append(key.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return key.toString();
  }
}
