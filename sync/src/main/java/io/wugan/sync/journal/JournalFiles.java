package io.wugan.sync.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a journal: all frames that are whole, in their order, whatever lies between them.
 * Stateless.
 */
public final class JournalFiles {

  private static final Logger log = LoggerFactory.getLogger(JournalFiles.class);
  private static final String PATTERN = "journal-????????.log";
  private static final long MOST_BYTES = 1L << 30;

  private JournalFiles() {}

  /** The files of a folder, the oldest first; none where there is no folder. */
  static List<Path> list(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, PATTERN)) {
        found.forEach(files::add);
      }
    }
    files.sort(null);
    return files;
  }

  /**
   * Gives every whole frame to {@code taker}. A file that cannot be read is left out, and said so.
   *
   * @throws IOException if the folder cannot be listed
   */
  public static void read(Path folder, Consumer<JournalFrame> taker) throws IOException {
    for (Path file : list(folder)) {
      try {
        readFile(file, taker);
      } catch (IOException unreadable) {
        log.warn("cannot read {}; the journal is used without it", file, unreadable);
      }
    }
  }

  /** How much of a file is whole frames, one behind the other from its beginning. */
  static int readFile(Path file, Consumer<JournalFrame> taker) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " is larger than a day's journal can be");
    }
    byte[] bytes = Files.readAllBytes(file);
    int at = 0;
    int whole = 0;
    while (at < bytes.length) {
      Optional<JournalFrame> frame = JournalFrame.at(bytes, at);
      if (frame.isPresent()) {
        whole = at == whole ? at + frame.get().size() : whole;
        at += frame.get().size();
        taker.accept(frame.get());
      } else {
        // Damaged: the next frame begins with its mark, wherever that is.
        at++;
      }
    }
    return whole;
  }
}
