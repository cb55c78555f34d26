package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.runtime.DataFolder;
import io.wugan.core.plate.PlateNumber;
import io.wugan.sync.journal.Journal;
import io.wugan.sync.ledger.LedgerLeftovers;
import io.wugan.sync.ledger.LedgerLeftovers.Leftover;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for a plate, byte for byte, in every file of a board but its pictures, and says until when
 * each keeps it. To be used by a process that has no ledger open: closing a file of SQLite's gives
 * up its locks (sqlite.org/howtocorrupt.html, 2.2). Reads each file once.
 */
final class PlateTraces {

  private static final int CHUNK = 1 << 20;
  private static final String JOURNAL = "journal-";
  private static final int JOURNAL_NAME = "journal-YYYYMMDD.log".length();

  private final DataFolder folder;
  private final Path journal;
  private final Path backups;
  private final long stayDays;

  PlateTraces(AgentConfig config) {
    this.folder = new DataFolder(config.data());
    this.journal = config.ledger().place(folder.ledger()).journal();
    this.backups = config.ledger().backupFolder(folder.ledger());
    this.stayDays = config.ledger().retention().stays().toDays();
  }

  /**
   * A file that has the plate.
   *
   * @param until when it goes, in words
   * @param aside the copy or ledger put aside that it is, or is of
   */
  record Trace(Path file, String until, Optional<Leftover> aside) {}

  /** The files that have it, in the order of their names. */
  List<Trace> find(PlateNumber plate) throws IOException {
    byte[] wanted = plate.text().getBytes(StandardCharsets.UTF_8);
    List<Leftover> leftovers = new LedgerLeftovers(folder.ledger(), backups, folder.desk()).list();
    List<Trace> found = new ArrayList<>();
    for (Path file : files()) {
      if (isIn(file, wanted)) {
        Optional<Leftover> aside =
            leftovers.stream().filter(leftover -> file.startsWith(leftover.path())).findFirst();
        found.add(new Trace(file, until(file, aside), aside));
      }
    }
    return found;
  }

  private Set<Path> files() throws IOException {
    Set<Path> all = new TreeSet<>();
    for (Path from : List.of(folder.root(), journal, backups)) {
      if (Files.isDirectory(from)) {
        Files.walkFileTree(from, new Collector(all));
      }
    }
    return all;
  }

  /** Every file but pictures; the agent makes and deletes some meanwhile. */
  private final class Collector extends SimpleFileVisitor<Path> {
    private final Set<Path> all;

    Collector(Set<Path> all) {
      this.all = all;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
      return entered.equals(folder.evidence())
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        all.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }

  private String until(Path file, Optional<Leftover> aside) {
    if (aside.isPresent()) {
      LocalDate day = LocalDate.ofInstant(aside.get().since(), ZoneOffset.UTC).plusDays(stayDays);
      return "deleted on " + day.plusDays(1) + " at the latest (ledger.retainDays.stays)";
    }
    if (file.startsWith(journal)) {
      return journalDay(file)
          .map(day -> "deleted on " + day.plusDays(Journal.DAYS + 1L))
          .orElse("a day's journal")
          .concat(", later if records of that day still wait");
    }
    if (file.startsWith(folder.desk())) {
      return "an order or an answer that waits; a day at most once the agent runs";
    }
    return folder.ledger().equals(file.getParent())
        ? "with what stays; otherwise in room that is written over"
        : "not the agent's: a person must delete it";
  }

  private static Optional<LocalDate> journalDay(Path file) {
    String name = file.getFileName().toString();
    if (name.length() != JOURNAL_NAME || !name.startsWith(JOURNAL)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDate.parse(
              name.substring(JOURNAL.length(), JOURNAL.length() + 8),
              DateTimeFormatter.BASIC_ISO_DATE));
    } catch (DateTimeException another) {
      return Optional.empty();
    }
  }

  /** Whether a file holds these bytes; one that went meanwhile does not. */
  static boolean isIn(Path file, byte[] wanted) throws IOException {
    byte[] buffer = new byte[CHUNK + wanted.length];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      int read = in.readNBytes(buffer, 0, CHUNK);
      while (read > 0) {
        int length = kept + read;
        if (contains(buffer, length, wanted)) {
          return true;
        }
        kept = Math.min(wanted.length - 1, length);
        System.arraycopy(buffer, length - kept, buffer, 0, kept);
        read = in.readNBytes(buffer, kept, CHUNK);
      }
      return false;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private static boolean contains(byte[] bytes, int length, byte[] wanted) {
    for (int at = 0; at <= length - wanted.length; at++) {
      if (bytes[at] == wanted[0]
          && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }
}
