package io.wugan.devices.camera;

import io.wugan.core.device.DeviceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that writes pictures to its standard output, and what FFmpeg reads from it. Two threads
 * of its own move bytes: {@code camera-<id>-out} to a queue of {@value #MOST_CHUNKS} pieces, which
 * lets the child wait while it is full, and {@code camera-<id>-err} to the log.
 *
 * <p>Everything else is confined to the camera's thread.
 */
final class ChildCamera implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ChildCamera.class);

  private static final int MOST_CHUNKS = 32;
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int IO_BYTES = 1 << 16;
  private static final long LOOK_MILLIS = 50;
  private static final long END_MILLIS = 1_000;
  private static final byte[] END = {};

  private static final Map<Long, ChildCamera> OPEN = new ConcurrentHashMap<>();
  // FFmpeg keeps a native pointer to it; this reference keeps it alive.
  private static final Wanted WANTED = new Wanted();

  private static final class Wanted extends Read_packet_Pointer_BytePointer_int {
    @Override
    public int call(Pointer token, BytePointer into, int most) {
      ChildCamera child = OPEN.get(token.address());
      return child == null ? avutil.AVERROR_EOF() : child.read(into, most);
    }
  }

  private final Process process;
  private final CallLimit limit;
  private final ChildStory story;
  private final Thread out;
  private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(MOST_CHUNKS);
  private final BytePointer token = new BytePointer(1L);
  private final AVIOContext context;
  private byte[] chunk = new byte[0];
  private int chunkFrom;
  private boolean ended;

  private ChildCamera(String cameraId, Process process, CallLimit limit) {
    this.process = process;
    this.limit = limit;
    this.story = new ChildStory(cameraId, process.getErrorStream());
    this.out = new Thread(this::pump, "camera-" + cameraId + "-out");
    out.setDaemon(true);
    OPEN.put(token.address(), this);
    BytePointer buffer = new BytePointer(avutil.av_malloc(IO_BYTES)).capacity(IO_BYTES);
    context =
        avformat.avio_alloc_context(
            buffer,
            IO_BYTES,
            0,
            token,
            WANTED,
            (Write_packet_Pointer_BytePointer_int) null,
            (Seek_Pointer_long_int) null);
  }

  /**
   * Starts the program.
   *
   * @param limit ends its waits
   * @throws DeviceException if there is no such program
   */
  static ChildCamera start(String cameraId, CameraSource.Child wanted, CallLimit limit)
      throws DeviceException {
    Process process;
    try {
      process = new ProcessBuilder(wanted.command()).start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new DeviceException(
          cameraId, wanted.label() + " cannot be started: is the program installed?", e);
    }
    ChildCamera child = new ChildCamera(cameraId, process, limit);
    child.out.start();
    child.story.start();
    log.debug("camera {}: {} runs as {}", cameraId, wanted.label(), process.pid());
    return child;
  }

  /** What FFmpeg reads from; freed by {@link #close}. */
  AVIOContext bytes() {
    return context;
  }

  /** How the child fares, for the text of a failure. */
  String story() {
    String state =
        process.isAlive() ? "the program runs" : "the program ended with " + process.exitValue();
    String last = story.lastLine();
    return last.isEmpty() ? state : state + ": " + last;
  }

  private void pump() {
    try (InputStream from = process.getInputStream()) {
      byte[] bytes = new byte[CHUNK_BYTES];
      for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
        chunks.put(java.util.Arrays.copyOf(bytes, count));
      }
      chunks.put(END);
    } catch (IOException | InterruptedException closed) {
      // The child was ended; whoever reads knows, because it was the one who ended it.
      log.debug("{}: {}", Thread.currentThread().getName(), closed.toString());
    }
  }

  private int read(BytePointer into, int most) {
    try {
      while (chunkFrom == chunk.length) {
        if (ended || limit.isOver()) {
          return ended ? avutil.AVERROR_EOF() : avutil.AVERROR_EXIT();
        }
        byte @Nullable [] next = chunks.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
          ended = next.length == 0;
          chunk = next;
          chunkFrom = 0;
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return avutil.AVERROR_EXIT();
    }
    int count = Math.min(most, chunk.length - chunkFrom);
    into.put(chunk, chunkFrom, count);
    chunkFrom += count;
    return count;
  }

  /** Ends the child, first kindly, then not, and waits until it is reaped: 2 s at most. */
  @Override
  public void close() {
    OPEN.remove(token.address());
    boolean interrupted = Thread.interrupted();
    try {
      process.destroy();
      if (!process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        if (!process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS)) {
          log.error("camera program {} does not end", process.pid());
        }
      }
      out.interrupt();
      out.join(END_MILLIS);
      story.awaitEnd(END_MILLIS);
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      interrupted = true;
    }
    free();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void free() {
    if (!context.isNull()) {
      avutil.av_free(context.buffer());
      avformat.avio_context_free(context);
    }
    token.close();
  }
}
