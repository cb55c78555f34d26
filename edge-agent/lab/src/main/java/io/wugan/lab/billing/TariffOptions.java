package io.wugan.lab.billing;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a stay costs: a file, or four numbers for all lots. */
public final class TariffOptions {

  @Option(
      names = "--tariff",
      paramLabel = "FILE",
      description = "tariff in YAML or JSON, in the place of the four numbers")
  private @Nullable Path file;

  @Option(names = "--free-minutes", description = "free at the beginning (30)")
  private @Nullable Integer freeMinutes;

  @Option(names = "--unit-minutes", description = "length of a unit (30)")
  private @Nullable Integer unitMinutes;

  @Option(names = "--fen-per-unit", description = "price of a started unit (300)")
  private @Nullable Integer fenPerUnit;

  @Option(names = "--fen-per-day", description = "most that 24 hours cost (4000)")
  private @Nullable Integer fenPerDay;

  /**
   * The prices that the options name.
   *
   * @throws IllegalArgumentException if a number is out of its range, or both ways are used
   * @throws TariffFileException if the file cannot be used
   */
  public TariffBook tariffs() {
    boolean numbers =
        freeMinutes != null || unitMinutes != null || fenPerUnit != null || fenPerDay != null;
    if (file == null) {
      return TariffBook.of(
          new Tariff(
              or(freeMinutes, 30), or(unitMinutes, 30), or(fenPerUnit, 300), or(fenPerDay, 4000)));
    }
    if (numbers) {
      throw new IllegalArgumentException(
          "--tariff takes the place of --free-minutes, --unit-minutes, --fen-per-unit and"
              + " --fen-per-day: give one or the other");
    }
    return TariffFile.read(file);
  }

  private static int or(@Nullable Integer given, int usual) {
    return given == null ? usual : given;
  }
}
