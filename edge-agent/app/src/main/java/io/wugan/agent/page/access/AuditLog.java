package io.wugan.agent.page.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what on the page, and when: JSON lines {@code {at, who, from, what, about}} in one file
 * of mode 0600, and one older one; together at most {@value #MOST_BYTES} bytes each. Plates are
 * masked by whoever writes. Where it cannot be written the page goes on, and the log says so: a
 * full disk must not keep an operator from letting a driver be billed rightly. Thread-safe; blocks
 * for the time of a write.
 */
public final class AuditLog {

  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

  /** A file grows no longer. */
  static final int MOST_BYTES = 2_000_000;

  private static final int LONGEST_TEXT = 300;
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final InstantSource clock;
  private final int mostBytes;

  /**
   * @param file {@code audit.jsonl}
   * @param clock when things happen
   */
  public AuditLog(Path file, InstantSource clock) {
    this(file, clock, MOST_BYTES);
  }

  AuditLog(Path file, InstantSource clock, int mostBytes) {
    this.file = file;
    this.clock = clock;
    this.mostBytes = mostBytes;
  }

  /**
   * Notes something.
   *
   * @param who user's name, or what they called themselves where they were refused
   * @param from address
   * @param what a word such as {@code login}
   * @param about more, without plates; empty where the word says all
   */
  public synchronized void note(String who, String from, String what, String about) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("at", clock.instant().toString())
            .put("who", cut(who))
            .put("from", from)
            .put("what", what)
            .put("about", cut(about));
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      if (Files.exists(file) && Files.size(file) + bytes.length > mostBytes) {
        Files.move(file, older(), StandardCopyOption.REPLACE_EXISTING);
      }
      if (!Files.exists(file)) {
        PrivateFile.restrict(file);
      }
      Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException unwritten) {
      log.error(
          "the page's audit cannot be written: {} by {}: {}", what, cut(who), unwritten.toString());
    }
  }

  private Path older() {
    return file.resolveSibling(file.getFileName() + ".1");
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT);
  }

  /**
   * What was noted last, the newest first, at most {@code limit}; lines that are damaged left out.
   */
  public synchronized List<JsonNode> latest(int limit) throws IOException {
    Deque<String> lines = new ArrayDeque<>();
    for (Path each : List.of(older(), file)) {
      if (Files.exists(each)) {
        for (String line : Files.readAllLines(each, StandardCharsets.UTF_8)) {
          lines.push(line);
        }
      }
    }
    List<JsonNode> latest = new ArrayList<>();
    for (String line : lines) {
      if (latest.size() == limit) {
        break;
      }
      try {
        latest.add(JSON.readTree(line));
      } catch (IOException damaged) {
        log.debug("a line of the page's audit is damaged", damaged);
      }
    }
    return List.copyOf(latest);
  }
}
