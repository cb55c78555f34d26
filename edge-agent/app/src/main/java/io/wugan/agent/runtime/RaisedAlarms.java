package io.wugan.agent.runtime;

import io.wugan.core.health.HealthAlarm;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which alarms are raised, over restarts: one line {@code KIND LANE} or {@code KIND LANE DEVICE}
 * each in a file of one block, which is written in place, so that it can be on a disk without room.
 * An alarm is noted before it is told and struck out after its end is told: what is lost in between
 * is told twice, not never. Thread-safe.
 */
final class RaisedAlarms {

  private static final Logger log = LoggerFactory.getLogger(RaisedAlarms.class);
  private static final int BLOCK = 4096;

  private final Path file;
  private final Set<Alarm> raised = new LinkedHashSet<>(); // guarded by this
  // For those who only ask: they must not wait for a disk that is slow.
  private volatile Set<Alarm> known = Set.of();

  /** One of them. */
  record Alarm(HealthKind kind, HealthPlace place) {
    private String line() {
      return kind + " " + place;
    }
  }

  private RaisedAlarms(Path file) {
    this.file = file;
  }

  /**
   * Reads what was raised; what cannot be read is left out, with a line in the log.
   *
   * @param file made where there is none
   */
  static RaisedAlarms open(Path file) {
    RaisedAlarms alarms = new RaisedAlarms(file);
    alarms.read();
    return alarms;
  }

  private synchronized void read() {
    if (!Files.exists(file)) {
      write();
      return;
    }
    try {
      for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n", -1)) {
        read(line.strip());
      }
    } catch (IOException unreadable) {
      log.warn("{}: alarms from before the start are not known: {}", file, unreadable.toString());
    }
    known = Set.copyOf(raised);
  }

  private void read(String line) {
    if (line.isEmpty()) {
      return;
    }
    int space = line.indexOf(' ');
    try {
      raised.add(
          new Alarm(
              HealthKind.valueOf(line.substring(0, Math.max(0, space))),
              place(line.substring(space + 1))));
    } catch (IllegalArgumentException torn) {
      log.warn("{}: '{}' is no alarm; KIND LANE or KIND LANE DEVICE is wanted", file, line);
    }
  }

  private static HealthPlace place(String text) {
    int space = text.indexOf(' ');
    return space < 0
        ? HealthPlace.lane(text)
        : HealthPlace.device(text.substring(0, space), text.substring(space + 1));
  }

  /** Does not block. */
  boolean contains(HealthKind kind, HealthPlace place) {
    return known.contains(new Alarm(kind, place));
  }

  synchronized List<Alarm> list() {
    return List.copyOf(raised);
  }

  /** It is about to be told. A salvage is over when it is told. */
  synchronized void raise(HealthAlarm alarm) {
    if (alarm.kind() != HealthKind.LEDGER_SALVAGED
        && raised.add(new Alarm(alarm.kind(), alarm.place()))) {
      known = Set.copyOf(raised);
      write();
    }
  }

  /** Its end was told. */
  synchronized void clear(HealthAlarm alarm) {
    if (raised.remove(new Alarm(alarm.kind(), alarm.place()))) {
      known = Set.copyOf(raised);
      write();
    }
  }

  private void write() {
    StringBuilder text = new StringBuilder();
    raised.forEach(alarm -> text.append(alarm.line()).append('\n'));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    byte[] block = Arrays.copyOf(bytes, Math.max(BLOCK, bytes.length));
    Arrays.fill(block, bytes.length, block.length, (byte) '\n');
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(block);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.truncate(block.length);
      channel.force(true);
    } catch (IOException unwritable) {
      log.warn("{}: alarms are not remembered over a restart: {}", file, unwritable.toString());
    }
  }
}
