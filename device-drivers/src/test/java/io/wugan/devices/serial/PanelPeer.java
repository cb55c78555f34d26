package io.wugan.devices.serial;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays the panels at the other end of a pseudo-terminal: takes whole frames, keeps every byte, and
 * answers as the script says, one mood for each frame. Written from the published layout, not with
 * the driver's own code, so that both would have to be wrong in the same way.
 */
public final class PanelPeer implements AutoCloseable {

  /** What the panel does with a frame. */
  public enum Mood {
    /** Answers. */
    ANSWERS,
    /** Says nothing. */
    SILENT,
    /** Answers behind bytes that mean nothing, among them one that looks like a head. */
    NOISE_BEFORE,
    /** Sends the first half of an answer. */
    HALF,
    /** Sends half an answer, and then a whole one. */
    HALF_THEN_WHOLE,
    /** Answers in two pieces, 30 ms between them. */
    IN_PIECES,
    /** Answers with a wrong checksum. */
    WRONG_CHECKSUM,
    /** Another panel answers. */
    WRONG_ADDRESS,
    /** The adapter hears what it sends; then the panel answers. */
    ECHO_THEN_ANSWER,
    /** The adapter hears what it sends, and there is no panel. */
    ECHO_ALONE,
    /** Answers 450 ms late. */
    LATE,
    /** Sends bytes without end. */
    FLOOD
  }

  private static final byte[] NOISE = HexFormat.of().parseHex("ff000064ffff6e0a7f00");

  private final PseudoTerminal terminal;
  private final Deque<Mood> script = new ArrayDeque<>();
  private final List<byte[]> frames = new ArrayList<>();
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private final Thread thread;
  private Mood otherwise = Mood.ANSWERS;
  private volatile boolean closed;
  private long overlaps; // guarded by this

  /** Begins to play. */
  public PanelPeer(PseudoTerminal terminal) {
    this.terminal = terminal;
    this.thread = new Thread(this::run, "panel-peer");
    thread.setDaemon(true);
    thread.start();
  }

  /** The next frames are treated so; those after them are as {@link #from} says. */
  public synchronized void next(Mood... moods) {
    script.addAll(List.of(moods));
  }

  /** Every frame without a mood of its own is treated so. */
  public synchronized void from(Mood mood) {
    otherwise = mood;
  }

  /** Every frame so far, in hexadecimal digits. */
  public synchronized List<String> frames() {
    return frames.stream().map(HexFormat.of().withUpperCase()::formatHex).toList();
  }

  /** How often bytes of a frame came while another had not been answered. */
  public synchronized long overlaps() {
    return overlaps;
  }

  private void run() {
    while (!closed) {
      byte[] read = terminal.read();
      if (read.length == 0) {
        LockSupport.parkNanos(1_000_000);
        continue;
      }
      waiting.writeBytes(read);
      byte[] all = waiting.toByteArray();
      // DA VR PN PN CMD DL, so many bytes of data, two of checksum.
      if (all.length >= 6 && all.length >= 8 + (all[5] & 0xFF)) {
        int end = 8 + (all[5] & 0xFF);
        if (all.length > end) {
          noteOverlap();
        }
        byte[] frame = java.util.Arrays.copyOf(all, end);
        waiting.reset();
        answer(frame, take(frame));
      }
    }
  }

  private synchronized void noteOverlap() {
    overlaps++;
  }

  private synchronized Mood take(byte[] frame) {
    frames.add(frame);
    Mood next = script.poll();
    return next == null ? otherwise : next;
  }

  private void answer(byte[] frame, Mood mood) {
    byte[] right = answer(frame[0], frame[4]);
    switch (mood) {
      case ANSWERS -> terminal.write(right);
      case SILENT -> {}
      case NOISE_BEFORE -> {
        terminal.write(NOISE);
        terminal.write(right);
      }
      case HALF -> terminal.write(java.util.Arrays.copyOf(right, 5));
      case HALF_THEN_WHOLE -> {
        terminal.write(java.util.Arrays.copyOf(right, 5));
        terminal.write(right);
      }
      case IN_PIECES -> {
        terminal.write(java.util.Arrays.copyOf(right, 4));
        LockSupport.parkNanos(30_000_000);
        terminal.write(java.util.Arrays.copyOfRange(right, 4, right.length));
      }
      case WRONG_CHECKSUM -> {
        right[right.length - 1] ^= 0x55;
        terminal.write(right);
      }
      case WRONG_ADDRESS -> terminal.write(answer((byte) (frame[0] + 9), frame[4]));
      case ECHO_THEN_ANSWER -> {
        terminal.write(frame);
        terminal.write(right);
      }
      case ECHO_ALONE -> terminal.write(frame);
      case LATE -> {
        LockSupport.parkNanos(450_000_000);
        terminal.write(right);
      }
      case FLOOD -> {
        long until = System.nanoTime() + 300_000_000;
        while (System.nanoTime() < until) {
          terminal.write(NOISE);
        }
      }
    }
  }

  private static byte[] answer(byte address, byte command) {
    byte[] answer = {address, 0x64, -1, -1, command, 1, 0, 0, 0};
    int crc = 0xFFFF;
    for (int i = 0; i < answer.length - 2; i++) {
      crc ^= answer[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xA001 : crc >> 1;
      }
    }
    answer[7] = (byte) (crc & 0xFF);
    answer[8] = (byte) (crc >> 8);
    return answer;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      thread.join(2000);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    terminal.close();
  }
}
