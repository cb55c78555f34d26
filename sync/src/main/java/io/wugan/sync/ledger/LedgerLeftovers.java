package io.wugan.sync.ledger;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What holds plates beside the ledger: copies, ledgers that were put aside because they were
 * damaged or replaced, and orders that were none. Confined to one thread; blocks for the time of
 * listing and deleting.
 */
public final class LedgerLeftovers {

  private static final List<String> ASIDE = List.of(LedgerSalvage.DAMAGED, LedgerBackup.REPLACED);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS").withZone(ZoneOffset.UTC);
  private static final String UNFINISHED_COPIES = "ledger-*.db.making";
  private static final String NO_ORDERS = "*.bad";

  private final Path ledger;
  private final Path backups;
  private final Path desk;

  /**
   * @param ledger folder of the ledger
   * @param backups folder of its copies
   * @param desk folder in which orders wait
   */
  public LedgerLeftovers(Path ledger, Path backups, Path desk) {
    this.ledger = ledger;
    this.backups = backups;
    this.desk = desk;
  }

  /**
   * A file, or a folder with files.
   *
   * @param path where it lies
   * @param since when it was made, by its name; by its modification where the name does not tell
   */
  public record Leftover(Path path, Instant since) {}

  /** All there are, the oldest first. */
  public List<Leftover> list() throws IOException {
    List<Leftover> found = new ArrayList<>();
    for (String prefix : ASIDE) {
      for (Path folder : matching(ledger, prefix + "*")) {
        String stamp = folder.getFileName().toString().substring(prefix.length());
        found.add(new Leftover(folder, parse(stamp).orElse(modified(folder))));
      }
    }
    for (LedgerBackup.Copy copy : new LedgerBackup(ledger, backups, 0).list()) {
      found.add(new Leftover(copy.file(), copy.at()));
    }
    for (Path file : matching(backups, UNFINISHED_COPIES)) {
      found.add(new Leftover(file, modified(file)));
    }
    for (Path file : matching(desk, NO_ORDERS)) {
      found.add(new Leftover(file, modified(file)));
    }
    found.sort(Comparator.comparing(Leftover::since));
    return found;
  }

  /**
   * Deletes what is older than a date, the last copy too.
   *
   * @param before by a clock that is known
   * @return how many went
   * @throws IOException if one cannot be deleted; the others wait for the next time
   */
  public int forget(Instant before) throws IOException {
    int gone = 0;
    for (Leftover leftover : list()) {
      if (leftover.since().isBefore(before)) {
        delete(leftover);
        gone++;
      }
    }
    return gone;
  }

  /**
   * Deletes one; none if it went meanwhile.
   *
   * @throws IOException if it cannot be deleted
   */
  public static void delete(Leftover leftover) throws IOException {
    Path path = leftover.path();
    if (Files.isDirectory(path)) {
      for (Path file : matching(path, "*")) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(path);
  }

  private static List<Path> matching(Path folder, String pattern) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      files.forEach(found::add);
    } catch (NoSuchFileException noneYet) {
      return found;
    }
    return found;
  }

  private static Instant modified(Path path) throws IOException {
    return Files.getLastModifiedTime(path).toInstant();
  }

  private static Optional<Instant> parse(String stamp) {
    try {
      return Optional.of(Instant.from(STAMP.parse(stamp)));
    } catch (DateTimeException another) {
      return Optional.empty();
    }
  }
}
