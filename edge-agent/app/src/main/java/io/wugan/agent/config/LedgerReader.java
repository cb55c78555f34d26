package io.wugan.agent.config;

import io.wugan.sync.ledger.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The section {@code ledger}. */
final class LedgerReader {

  private static final Pattern ANY = Pattern.compile("(?s).+");
  private static final int MB_SHIFT = 20;
  private static final int MOST_RESERVE_MB = 4096;
  private static final int MOST_COPIES = 400;
  private static final int MOST_DAYS = 3660;

  private final ConfigSection section;
  private final Function<String, Path> paths;

  LedgerReader(ConfigSection section, Function<String, Path> paths) {
    this.section = section;
    this.paths = paths;
  }

  LedgerConfig read() {
    LedgerConfig standard = LedgerConfig.DEFAULT;
    ConfigSection backup = section.section("backup");
    int reserve =
        section.integer(
            "reserveMb", (int) (standard.reserveBytes() >> MB_SHIFT), 0, MOST_RESERVE_MB);
    return new LedgerConfig(
        folder(section, "journal"),
        (long) reserve << MB_SHIFT,
        folder(backup, "folder"),
        backup.duration("every", standard.backupEvery(), Duration.ofHours(1), Duration.ofDays(31)),
        backup.integer("keep", standard.backupKeep(), 0, MOST_COPIES),
        retention(section.section("retainDays"), standard.retention()));
  }

  private static RetentionPolicy retention(ConfigSection days, RetentionPolicy standard) {
    return new RetentionPolicy(
        days(days, "stays", standard.stays(), (int) RetentionPolicy.LEAST_STAYS.toDays()),
        days(days, "corrections", standard.corrections(), 1),
        days(days, "listed", standard.listed(), 1));
  }

  private static Duration days(ConfigSection days, String key, Duration standard, int least) {
    return Duration.ofDays(days.integer(key, (int) standard.toDays(), least, MOST_DAYS));
  }

  private Optional<Path> folder(ConfigSection from, String key) {
    String text = from.text(key, "", ANY, "a folder that the agent may write to");
    return text.isEmpty() ? Optional.empty() : Optional.of(paths.apply(text));
  }
}
