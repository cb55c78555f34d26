package io.wugan.lab.wear;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wear}: what passages cost a card. */
@Command(
    name = "wear",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how many bytes reach the storage for a passage: captured with its journal,",
      "acknowledged, its pictures. Linux; on a file system with a storage behind it (--work)."
    })
public final class WearCommand implements Callable<Integer> {

  private static final double KILOBYTE = 1024;

  @Option(names = "--passages", defaultValue = "1000", description = "How many (${DEFAULT-VALUE}).")
  private int passages;

  @Option(
      names = "--picture-kb",
      defaultValue = "250",
      description = "Pictures of one passage together, in KB (${DEFAULT-VALUE}); 0 for none.")
  private int pictureKilobytes;

  @Option(
      names = "--a-day",
      defaultValue = "2800",
      description = "Passages of a lane's day (${DEFAULT-VALUE}).")
  private int aDay;

  @Option(
      names = "--work",
      required = true,
      paramLabel = "DIR",
      description = "A folder on the storage in question; files are kept in a new folder below it.")
  private Path work = Path.of(".");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (passages < 1 || pictureKilobytes < 0 || aDay < 1) {
      throw new ParameterException(
          spec.commandLine(), "--passages and --a-day must be 1 or more, --picture-kb 0 or more");
    }
    Path folder = Files.createTempDirectory(Files.createDirectories(work), "wear-");
    WearMeasure.Figures figures =
        WearMeasure.run(folder, passages, (int) (pictureKilobytes * KILOBYTE));
    PrintWriter out = spec.commandLine().getOut();
    line(out, "captured, with its journal", figures.captured());
    line(out, "sent and acknowledged, alone", figures.acknowledged());
    line(out, "pictures", figures.pictures());
    line(out, "together", figures.captured() + figures.acknowledged() + figures.pictures());
    out.flush();
    return 0;
  }

  private void line(PrintWriter out, String what, double bytes) {
    out.printf(
        Locale.ROOT,
        "%-30s %8.1f KB a passage, %6.0f MB a day of %d%n",
        what,
        bytes / KILOBYTE,
        bytes * aDay / KILOBYTE / KILOBYTE,
        aDay);
  }
}
