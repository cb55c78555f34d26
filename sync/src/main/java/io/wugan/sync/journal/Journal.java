package io.wugan.sync.journal;

import io.wugan.core.fault.Failpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends frames to the file of the day, {@code journal-YYYYMMDD.log} by UTC, each synced before
 * {@link #append} returns. A clock that goes back stays in the newest file. Confined to one thread.
 */
public final class Journal implements AutoCloseable {

  /** Whole days that are kept. */
  public static final int DAYS = 8;

  private static final Logger log = LoggerFactory.getLogger(Journal.class);
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final String PREFIX = "journal-";
  private static final String SUFFIX = ".log";

  private final Path folder;
  private final InstantSource time;
  private @Nullable FileChannel file;
  private String name = "";
  private UUID epoch = new UUID(0, 0);
  private long lastSeq = -1;

  /**
   * @param folder made when it is first written to
   * @param time present time
   */
  public Journal(Path folder, InstantSource time) {
    this.folder = folder;
    this.time = time;
  }

  /**
   * Whether the journal knows the ledger as it stood after this number, and has a file of today; if
   * not, a snapshot must come first.
   */
  public boolean isUpToDate(UUID ofEpoch, long seq) throws IOException {
    if (file == null) {
      open();
    }
    return epoch.equals(ofEpoch) && lastSeq == seq && name.equals(nameOfToday());
  }

  /** The last frame of a journal that nobody writes; empty where there is none. */
  public static Optional<JournalFrame> findLast(Path folder) throws IOException {
    List<Path> files = JournalFiles.list(folder);
    List<JournalFrame> last = new ArrayList<>();
    for (int i = files.size() - 1; i >= 0 && last.isEmpty(); i--) {
      JournalFiles.readFile(
          files.get(i),
          frame -> {
            last.clear();
            last.add(frame);
          });
    }
    return last.stream().findFirst();
  }

  /** Number of the last record that the journal knows of an epoch; 0 where it knows none. */
  public long knownUpto(UUID ofEpoch) {
    return epoch.equals(ofEpoch) ? Math.max(0, lastSeq) : 0;
  }

  private void open() throws IOException {
    Files.createDirectories(folder);
    List<Path> files = JournalFiles.list(folder);
    // The newest that holds anything tells where the journal stands.
    for (int i = files.size() - 1; i >= 0 && lastSeq < 0; i--) {
      int whole = JournalFiles.readFile(files.get(i), this::remember);
      if (i == files.size() - 1 && whole < Files.size(files.get(i))) {
        cutTornTail(files.get(i), whole);
      }
    }
    switchTo(
        files.isEmpty() ? nameOfToday() : files.get(files.size() - 1).getFileName().toString());
  }

  private void remember(JournalFrame frame) {
    epoch = frame.epoch();
    lastSeq = frame.lastSeq();
  }

  // What is behind a torn frame was never answered; frames behind damage are, and stay.
  private void cutTornTail(Path newest, int whole) throws IOException {
    boolean[] more = {false};
    byte[] bytes = Files.readAllBytes(newest);
    for (int at = whole; at < bytes.length && !more[0]; at++) {
      more[0] = JournalFrame.at(bytes, at).isPresent();
    }
    if (!more[0]) {
      log.info("{}: a torn frame at its end is cut off", newest);
      try (FileChannel channel = FileChannel.open(newest, StandardOpenOption.WRITE)) {
        channel.truncate(whole);
        channel.force(true);
      }
    }
  }

  private String nameOfToday() {
    String today =
        PREFIX + DAY.format(LocalDate.ofInstant(time.instant(), ZoneOffset.UTC)) + SUFFIX;
    return today.compareTo(name) < 0 ? name : today;
  }

  private void switchTo(String next) throws IOException {
    closeFile();
    file =
        FileChannel.open(
            folder.resolve(next),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND);
    name = next;
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException unsupported) {
      log.debug("cannot sync the directory {}", folder, unsupported);
    }
  }

  /**
   * Writes frames and syncs them, all with one sync.
   *
   * @throws IOException if they are not safe; the file is opened again at the next call
   */
  public void append(List<JournalFrame> frames) throws IOException {
    try {
      FileChannel open = today();
      for (JournalFrame frame : frames) {
        ByteBuffer bytes = frame.bytes();
        while (bytes.hasRemaining()) {
          open.write(bytes);
        }
      }
      Failpoint.JOURNAL_WRITTEN.pass();
      open.force(false);
      frames.forEach(this::remember);
    } catch (IOException failed) {
      // After a failed sync nobody knows what is on the disk: this handle is not used again.
      closeFile();
      lastSeq = -1;
      throw failed;
    }
  }

  private FileChannel today() throws IOException {
    if (file == null) {
      open();
    }
    String wanted = nameOfToday();
    if (!wanted.equals(name)) {
      switchTo(wanted);
    }
    FileChannel open = file;
    if (open == null) {
      throw new IOException("the journal is closed");
    }
    return open;
  }

  /**
   * Deletes files of days that are over.
   *
   * @param firstPending number of the first record that is not acknowledged: files that may hold it
   *     stay, however old
   * @return how many
   */
  public int forget(long firstPending) throws IOException {
    Instant before = time.instant().minus(Duration.ofDays(DAYS));
    String oldest = PREFIX + DAY.format(LocalDate.ofInstant(before, ZoneOffset.UTC)) + SUFFIX;
    int deleted = 0;
    for (Path old : JournalFiles.list(folder)) {
      if (old.getFileName().toString().compareTo(oldest) >= 0 || holds(old, firstPending)) {
        return deleted;
      }
      Files.delete(old);
      deleted++;
    }
    return deleted;
  }

  private boolean holds(Path old, long firstPending) throws IOException {
    long[] last = {0};
    JournalFiles.readFile(
        old, frame -> last[0] = frame.epoch().equals(epoch) ? frame.lastSeq() : last[0]);
    return last[0] >= firstPending;
  }

  private void closeFile() {
    FileChannel open = file;
    file = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException stuck) {
        log.warn("cannot close the journal {}", folder, stuck);
      }
    }
  }

  @Override
  public void close() {
    closeFile();
  }
}
