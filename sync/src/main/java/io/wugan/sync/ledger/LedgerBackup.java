package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of a ledger as whole files, {@code ledger-20261126T031500Z.db}, made beside a running
 * agent ({@code VACUUM INTO}, sqlite.org/lang_vacuum.html) and looked through before they get their
 * name. Together with the journal, which knows what came later, a copy is a whole ledger. Confined
 * to one thread; blocks for as long as the disk takes.
 */
public final class LedgerBackup {

  private static final Logger log = LoggerFactory.getLogger(LedgerBackup.class);
  private static final String PREFIX = "ledger-";
  private static final String SUFFIX = ".db";
  private static final String MAKING = ".making";
  static final String REPLACED = "ledger.replaced-";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path ledger;
  private final Path backups;
  private final long keepFreeBytes;

  /**
   * @param ledger folder of the ledger
   * @param backups folder of the copies, made if it does not exist
   * @param keepFreeBytes so much must be free on the copies' disk afterwards
   */
  public LedgerBackup(Path ledger, Path backups, long keepFreeBytes) {
    this.ledger = ledger;
    this.backups = backups;
    this.keepFreeBytes = keepFreeBytes;
  }

  /**
   * A copy.
   *
   * @param file where it lies
   * @param at when it was made, by the clock of then
   * @param bytes its size
   */
  public record Copy(Path file, Instant at, long bytes) {}

  /**
   * Makes a copy.
   *
   * @param now names it
   * @throws IOException if there is too little room or it cannot be written
   * @throws LedgerException if the ledger cannot be read, or the copy is not sound
   */
  public Copy make(Instant now) throws IOException {
    Files.createDirectories(backups);
    Path source = ledger.resolve(LedgerFolder.DATABASE);
    if (!Files.isRegularFile(source)) {
      throw new LedgerException("there is no ledger in " + ledger + " to copy");
    }
    long room = Files.getFileStore(backups).getUsableSpace() - keepFreeBytes;
    if (room < Files.size(source)) {
      throw new IOException(
          "a copy of %d MB finds no room in %s: %d MB must stay free"
              .formatted((Files.size(source) >> 20) + 1, backups, keepFreeBytes >> 20));
    }
    Path target = backups.resolve(PREFIX + STAMP.format(now) + SUFFIX);
    Path making = backups.resolve(PREFIX + STAMP.format(now) + SUFFIX + MAKING);
    Files.deleteIfExists(making);
    try {
      vacuumInto(source, making);
      LedgerFolder.sync(making);
      requireSound(making);
      Files.move(making, target, StandardCopyOption.ATOMIC_MOVE);
      syncNames();
    } finally {
      Files.deleteIfExists(making);
    }
    return new Copy(target, now, Files.size(target));
  }

  private static void vacuumInto(Path source, Path target) {
    try (Connection connection = DriverManager.getConnection(LedgerDatabase.url(source))) {
      Sql.execute(connection, "PRAGMA busy_timeout = 5000");
      try (PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
        copy.setString(1, target.toString());
        copy.execute();
      }
    } catch (SQLException failed) {
      throw SqlFailures.explain("no copy was made", source, failed);
    }
  }

  /**
   * Looks through a copy.
   *
   * @throws LedgerException if it is no ledger, or not whole
   */
  static void requireSound(Path copy) {
    try (Connection connection = DriverManager.getConnection(LedgerDatabase.url(copy))) {
      LedgerSchema.check(connection, copy);
      String found = Sql.text(connection, "PRAGMA integrity_check(1)");
      if (!found.equals("ok")) {
        throw new LedgerException(copy + " is not whole: " + found);
      }
      if (Sql.text(connection, "SELECT epoch FROM head").isEmpty()) {
        throw new LedgerException(copy + " has no head");
      }
    } catch (SQLException failed) {
      throw SqlFailures.explain("not a copy of a ledger", copy, failed);
    }
  }

  /** The copies, the oldest first. */
  public List<Copy> list() throws IOException {
    List<Copy> copies = new ArrayList<>();
    if (!Files.isDirectory(backups)) {
      return copies;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(backups, PREFIX + "*" + SUFFIX)) {
      for (Path file : found) {
        Optional<Instant> at = stampOf(file);
        if (at.isPresent()) {
          copies.add(new Copy(file, at.get(), Files.size(file)));
        }
      }
    }
    copies.sort((a, b) -> a.at().compareTo(b.at()));
    return copies;
  }

  private static Optional<Instant> stampOf(Path file) {
    String name = file.getFileName().toString();
    try {
      return Optional.of(
          Instant.from(
              STAMP.parse(name.substring(PREFIX.length(), name.length() - SUFFIX.length()))));
    } catch (DateTimeException | StringIndexOutOfBoundsException other) {
      log.debug("{} is no copy", file, other);
      return Optional.empty();
    }
  }

  /**
   * Deletes the oldest copies.
   *
   * @param keep as many stay, 1 or more
   * @return how many went
   */
  public int rotate(int keep) throws IOException {
    List<Copy> copies = list();
    List<Copy> old = copies.subList(0, Math.max(0, copies.size() - Math.max(1, keep)));
    for (Copy copy : old) {
      Files.delete(copy.file());
    }
    return old.size();
  }

  private void syncNames() {
    try (FileChannel names = FileChannel.open(backups, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException unsupported) {
      log.debug("cannot sync the directory {}", backups, unsupported);
    }
  }

  /**
   * Puts a copy in the place of a ledger that nobody uses. What was there is kept in a folder
   * beside it. At the next start the journal adds what came after the copy.
   *
   * @param ledger folder
   * @param copy the file
   * @return the folder with what was there
   * @throws LedgerException if the ledger is in use, or the copy is not sound
   * @throws IOException if a file cannot be written; then all is as it was
   */
  public static Path restore(Path ledger, Path copy) throws IOException {
    if (!Files.isRegularFile(copy)) {
      throw new IOException("there is no file " + copy);
    }
    requireSound(copy);
    try (LedgerFolder folder = LedgerFolder.hold(ledger)) {
      LedgerSwap swap = new LedgerSwap(folder);
      Files.copy(copy, swap.saving(), StandardCopyOption.REPLACE_EXISTING);
      LedgerFolder.sync(swap.saving());
      swap.finishWriting();
      Path before = swap.newAside(REPLACED);
      swap.replace(before);
      return before;
    }
  }
}
