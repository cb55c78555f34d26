package io.wugan.lab.clip;

import io.wugan.lab.clip.ClipTruth.Point;
import io.wugan.lab.clip.ClipTruth.Quad;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Writes a {@link ClipTruth} as JSON that is pleasant to read and to compare. */
final class TruthJson {

  private TruthJson() {}

  static String write(ClipTruth truth) {
    ClipSettings clip = truth.clip();
    return String.format(
            Locale.ROOT,
            "{%n  \"clip\": {\"width\": %d, \"height\": %d, \"fps\": %d, \"seconds\": %.3f,"
                + " \"seed\": %d, \"lineM\": %.3f},%n  \"frames\": %d,%n  \"vehicles\": [%n%s%n  ]%n}%n",
            clip.widthPx(),
            clip.heightPx(),
            clip.fps(),
            clip.seconds(),
            clip.seed(),
            truth.lineM(),
            clip.frameCount(),
            truth.vehicles().stream()
                .map(vehicle -> vehicle(vehicle, clip))
                .collect(Collectors.joining(",\n")))
        .replace("\r\n", "\n");
  }

  private static String vehicle(ClipTruth.Vehicle vehicle, ClipSettings clip) {
    OptionalDouble first =
        vehicle.quads().stream().mapToDouble(quad -> clip.frameTimeS(quad.frame())).min();
    OptionalDouble last =
        vehicle.quads().stream().mapToDouble(quad -> clip.frameTimeS(quad.frame())).max();
    StringBuilder out = new StringBuilder("    {\n");
    text(out, "plate", vehicle.plate());
    text(out, "category", vehicle.category().name());
    text(out, "direction", vehicle.direction().name().toLowerCase(Locale.ROOT));
    text(out, "plateVisible", vehicle.plateLook().name().toLowerCase(Locale.ROOT));
    number(out, "firstVisibleS", first);
    number(out, "lastVisibleS", last);
    number(out, "crossesLineS", vehicle.crossesLineS());
    number(out, "returnsOverLineS", vehicle.returnsOverLineS());
    number(out, "minPlateWidthPx", vehicle.minPlateWidthPx());
    number(out, "maxPlateWidthPx", vehicle.maxPlateWidthPx());
    out.append("      \"quads\": [");
    String separator = "\n";
    for (Quad quad : vehicle.quads()) {
      out.append(separator).append("        ").append(quad(quad));
      separator = ",\n";
    }
    return out.append(vehicle.quads().isEmpty() ? "]\n    }" : "\n      ]\n    }").toString();
  }

  private static String quad(Quad quad) {
    String corners =
        quad.corners().stream().map(TruthJson::point).collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "{\"frame\": %d, \"inView\": %.2f, \"quad\": [%s]}",
        quad.frame(),
        quad.inView(),
        corners);
  }

  private static String point(Point point) {
    return String.format(Locale.ROOT, "[%.1f, %.1f]", point.x(), point.y());
  }

  private static void text(StringBuilder out, String key, String value) {
    out.append("      \"").append(key).append("\": \"").append(value).append("\",\n");
  }

  private static void number(StringBuilder out, String key, OptionalDouble value) {
    String text =
        value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "null";
    out.append("      \"").append(key).append("\": ").append(text).append(",\n");
  }
}
