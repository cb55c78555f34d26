package io.wugan.sync.ledger;

import io.wugan.sync.journal.Journal;
import io.wugan.sync.journal.JournalFiles;
import io.wugan.sync.journal.JournalFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what the journal knows into a salvage. Confined to one thread. */
final class JournalReplay {

  private static final Logger log = LoggerFactory.getLogger(JournalReplay.class);

  private final Path folder;

  JournalReplay(Path folder) {
    this.folder = folder;
  }

  /** Whether the journal knows a later record of this epoch than the ledger does. */
  boolean isAhead(UUID epoch, long lastSeq) throws IOException {
    return Journal.findLast(folder)
        .filter(last -> last.epoch().equals(epoch) && last.lastSeq() > lastSeq)
        .isPresent();
  }

  /** Whether there is anything in the journal. */
  boolean knowsAnything() throws IOException {
    return Journal.findLast(folder).isPresent();
  }

  /**
   * Gives the rows of one epoch to the salvage.
   *
   * @param epoch which; empty for that of the last frame
   */
  void into(SavedRows rows, Optional<UUID> epoch) throws IOException {
    Optional<UUID> wanted = epoch.or(this::lastEpoch);
    if (wanted.isEmpty()) {
      return;
    }
    long frames = each(wanted.get(), rows::replay);
    log.info("{} frames of the journal were brought in", frames);
  }

  /**
   * Gives every row of one epoch, in the order in which they were written.
   *
   * @return how many frames there were
   * @throws IOException if the folder cannot be listed
   */
  long each(UUID epoch, JournalRows.Taker taker) throws IOException {
    long[] frames = {0};
    JournalFiles.read(
        folder,
        frame -> {
          if (frame.epoch().equals(epoch)) {
            frames[0]++;
            replay(frame, taker);
          }
        });
    return frames[0];
  }

  private Optional<UUID> lastEpoch() {
    try {
      return Journal.findLast(folder).map(JournalFrame::epoch);
    } catch (IOException unreadable) {
      log.warn("cannot read the journal {}", folder, unreadable);
      return Optional.empty();
    }
  }

  private static void replay(JournalFrame frame, JournalRows.Taker taker) {
    try {
      JournalRows.read(frame.payload(), taker);
    } catch (IOException other) {
      log.warn("a frame of the journal is left out: {}", other.getMessage());
    }
  }
}
