package io.wugan.agent.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** A bar that fills while work goes on; silent where the output is no terminal. */
final class ProgressLine {

  private static final int WIDTH = 40;

  private final PrintWriter out;
  private final long total;
  private final boolean visible;
  private long done;

  private ProgressLine(PrintWriter out, long total, boolean visible) {
    this.out = out;
    this.total = total;
    this.visible = visible;
  }

  @SuppressWarnings("SystemConsoleNull") // newer Java only shows the bar more often
  static ProgressLine on(PrintWriter out, long total) {
    return new ProgressLine(out, Math.max(1, total), System.console() != null);
  }

  void step() {
    done++;
    if (visible) {
      int filled = (int) (WIDTH * Math.min(done, total) / total);
      out.printf(
          Locale.ROOT,
          "\r[%s%s] %d/%d",
          "=".repeat(filled),
          " ".repeat(WIDTH - filled),
          done,
          total);
      out.flush();
    }
  }

  void end() {
    if (visible) {
      out.print("\r" + " ".repeat(WIDTH + 30) + "\r");
      out.flush();
    }
  }
}
