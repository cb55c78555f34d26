package io.wugan.lab.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A line over minutes, as SVG 1.1.
 *
 * @param title what it shows, with its unit
 * @param value of a sample
 */
record Chart(String title, ToDoubleFunction<Sample> value) {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 240;
  private static final int LEFT = 56;
  private static final int RIGHT = 12;
  private static final int TOP = 34;
  private static final int BOTTOM = 32;
  private static final int STEPS = 4;
  private static final double SECONDS_A_MINUTE = 60;

  /** Draws it, from zero up to a round figure. */
  void write(Path file, List<Sample> samples) throws IOException {
    double most = Math.max(1e-9, samples.stream().mapToDouble(value).max().orElse(1));
    double top = round(most);
    double last = Math.max(1, samples.get(samples.size() - 1).seconds());
    StringBuilder svg = new StringBuilder(8_192);
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
            <rect width="100%%" height="100%%" fill="#fff"/>
            <text x="%d" y="20" font-size="14">%s</text>
            """,
            WIDTH,
            HEIGHT,
            LEFT,
            title));
    for (int i = 0; i <= STEPS; i++) {
      double figure = top * i / STEPS;
      double y = y(figure, top);
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <path d="M%d %.1fH%d" stroke="#ddd"/><text x="%d" y="%.1f" text-anchor="end">%s</text>
              """,
              LEFT,
              y,
              WIDTH - RIGHT,
              LEFT - 6,
              y + 4,
              text(figure)));
      double minutes = last / SECONDS_A_MINUTE * i / STEPS;
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <text x="%.1f" y="%d" text-anchor="middle">%.0f min</text>
              """,
              x(minutes * SECONDS_A_MINUTE, last),
              HEIGHT - 10,
              minutes));
    }
    svg.append("<path fill=\"none\" stroke=\"#1f6feb\" stroke-width=\"1.5\" d=\"");
    String to = "M";
    for (Sample each : samples) {
      double figure = value.applyAsDouble(each);
      svg.append(
          String.format(Locale.ROOT, "%s%.1f %.1f", to, x(each.seconds(), last), y(figure, top)));
      to = "L";
    }
    Files.writeString(file, svg.append("\"/>\n</svg>\n"));
  }

  private static double x(double seconds, double last) {
    return LEFT + (WIDTH - LEFT - RIGHT) * Math.min(1, seconds / last);
  }

  private static double y(double figure, double top) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * figure / top;
  }

  // 1, 2, 4, 5, 8 or 10 times a power of ten: four steps of it are round, too.
  private static double round(double most) {
    double power = Math.pow(10, Math.floor(Math.log10(most)));
    for (double each : new double[] {1, 2, 4, 5, 8, 10}) {
      if (most <= each * power) {
        return each * power;
      }
    }
    return 10 * power;
  }

  private static String text(double figure) {
    return figure == Math.rint(figure)
        ? String.format(Locale.ROOT, "%.0f", figure)
        : String.format(Locale.ROOT, "%.4s", String.format(Locale.ROOT, "%.3f", figure));
  }
}
