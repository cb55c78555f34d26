package io.wugan.lab.proof.crash;

import io.wugan.core.ledger.Commit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the board was told is captured: one line for a passage, {@code PASSAGE SEQ=EVENT …}, written
 * after the ledger's answer and before anything else. A process that is killed loses none of it.
 * Thread-safe.
 */
final class TruthLog implements AutoCloseable {
  private final FileChannel file;

  private TruthLog(FileChannel file) {
    this.file = file;
  }

  static TruthLog append(Path path) throws IOException {
    return new TruthLog(
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
  }

  /** One write for one line: lines of two threads never mix. */
  synchronized void captured(UUID passage, Commit commit) throws IOException {
    String records =
        commit.records().stream()
            .map(each -> each.seq() + "=" + each.record().header().id())
            .collect(Collectors.joining(" "));
    ByteBuffer line =
        ByteBuffer.wrap((passage + " " + records + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      file.write(line);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /**
   * All lines.
   *
   * @param passages ids of passages, in their order
   * @param events event by number
   */
  record Truth(List<String> passages, Map<Long, String> events) {}

  /** Reads the log; a last line without an end does not count. */
  static Truth read(Path path) throws IOException {
    List<String> passages = new ArrayList<>();
    Map<Long, String> events = new HashMap<>();
    String text = Files.exists(path) ? Files.readString(path) : "";
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      String[] words = line.split(" ", -1);
      passages.add(words[0]);
      for (int i = 1; i < words.length; i++) {
        int mark = words[i].indexOf('=');
        events.put(Long.parseLong(words[i].substring(0, mark)), words[i].substring(mark + 1));
      }
    }
    return new Truth(passages, events);
  }
}
