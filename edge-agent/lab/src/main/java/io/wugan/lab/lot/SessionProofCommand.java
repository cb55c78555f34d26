package io.wugan.lab.lot;

import io.wugan.core.session.MatchSettings;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code session-proof}: prints the figures; exit status 1 if a rule breaks or a bar is missed. */
@Command(
    name = "session-proof",
    mixinStandardHelpOptions = true,
    description = {
      "Drives vehicles through a simulated lot, reads their plates as wrongly as measured, checks the",
      "rules for stays after every step, and tells how many stays found their own exit."
    })
public final class SessionProofCommand implements Callable<Integer> {

  private static final double LEAST_PAIRED = 0.995;
  private static final double GREATEST_WRONG = 0.0005;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--passages", defaultValue = "1000000", description = "${DEFAULT-VALUE}")
  private long passages;

  @Option(
      names = "--inside",
      defaultValue = "800",
      description = "vehicles inside, about; 1 to 5000 (${DEFAULT-VALUE})")
  private int inside;

  @Option(
      names = "--plate-accuracy",
      defaultValue = "0.98",
      description = "share of plates read right, of those read (${DEFAULT-VALUE})")
  private double accuracy;

  @Option(
      names = "--unread",
      defaultValue = "0.002",
      description = "share of passages without a readable plate (${DEFAULT-VALUE})")
  private double unread;

  @Option(
      names = "--missed",
      defaultValue = "0.001",
      description = "share of passages that nobody noticed (${DEFAULT-VALUE})")
  private double missed;

  @Option(
      names = "--fleet",
      defaultValue = "40",
      description = "vehicles with neighbouring plates; 0 to 200 (${DEFAULT-VALUE})")
  private int fleet;

  @Option(
      names = "--desk",
      paramLabel = "MINUTES",
      defaultValue = "30",
      description = "after how long a person settles what is offered; 0 never (${DEFAULT-VALUE})")
  private int desk;

  @Option(names = "--seed", defaultValue = "1", description = "${DEFAULT-VALUE}")
  private long seed;

  @Override
  public Integer call() {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    PrintWriter out = known.commandLine().getOut();
    LotSettings settings;
    try {
      settings = new LotSettings(passages, inside, accuracy, unread, missed, fleet, desk, seed);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(known.commandLine(), wrong.getMessage(), wrong);
    }
    try {
      LotFigures figures = new LotSimulation(settings, MatchSettings.DEFAULT).run();
      print(out, figures);
      return holds(figures) ? 0 : 1;
    } catch (BrokenRuleException broken) {
      out.println("BROKEN: " + broken.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  private static boolean holds(LotFigures figures) {
    return figures.pairedWithReview() >= LEAST_PAIRED && figures.wrongCloseRate() <= GREATEST_WRONG;
  }

  private static void print(PrintWriter out, LotFigures f) {
    line(out, "crossings", "%,d", f.crossings);
    line(out, "captured", "%.3f %%", 100 * f.captureRate());
    line(out, "stays seen at both ends", "%,d", f.visits);
    line(out, "paired by itself", "%.3f %%", 100 * f.pairedByItself());
    line(out, "paired, or offered to a person", "%.3f %%", 100 * f.pairedWithReview());
    line(out, "  offered / as the first", "%,d / %,d", f.offered, f.offeredFirst);
    f.unpaired.forEach((why, count) -> line(out, "  not: " + why, "%,d", count));
    line(out, "closed on a likely misreading", "%,d", f.fuzzy);
    line(out, "wrong session closed", "%,d = %.4f %%", f.closedWrong, 100 * f.wrongCloseRate());
    f.wrongly.forEach((why, count) -> line(out, "  " + why, "%,d", count));
    line(out, "taken over by the very plate", "%,d", f.closedRightLater);
    line(out, "review items / settled by a person", "%,d / %,d", f.reviews, f.settled);
    line(out, "second reads / turned back", "%,d / %,d", f.duplicates, f.turnedBack);
    line(out, "clock steps / boots", "%,d / %,d", f.clockSteps, f.boots);
    line(out, "rules held after each of", "%,d steps", f.rulesChecked);
  }

  private static void line(PrintWriter out, String what, String format, Object... values) {
    out.printf(Locale.ROOT, "%-52s %s%n", what, String.format(Locale.ROOT, format, values));
  }
}
