package io.wugan.devices.camera;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends FFmpeg's waits: it asks many times a second whether it is to give up, on whichever thread
 * waits, and this says yes once the limit of the call has passed or the camera is to end.
 *
 * <p>All cameras share one native callback, because JavaCPP has only a few to give. Armed by the
 * camera's thread; asked by any.
 */
final class CallLimit implements AutoCloseable {

  private static final Map<Long, CallLimit> OPEN = new ConcurrentHashMap<>();
  // FFmpeg keeps a native pointer to it; this reference keeps it alive.
  private static final Asked ASKED = new Asked();

  private static final class Asked extends AVIOInterruptCB.Callback_Pointer {
    @Override
    public int call(Pointer token) {
      CallLimit limit = token == null ? null : OPEN.get(token.address());
      return limit == null || limit.isOver() ? 1 : 0;
    }
  }

  // Its address tells cameras apart; nothing is ever written there.
  private final BytePointer token = new BytePointer(1L);
  private final BooleanSupplier stopping;
  private volatile long deadlineNanos = System.nanoTime();

  /**
   * @param stopping whether the camera is to end
   */
  CallLimit(BooleanSupplier stopping) {
    this.stopping = stopping;
    OPEN.put(token.address(), this);
  }

  /** The calls of a context end by this. */
  void guard(AVFormatContext context) {
    context.interrupt_callback().callback(ASKED).opaque(token);
  }

  /** From now on calls may take so long. */
  void arm(Duration longest) {
    deadlineNanos = System.nanoTime() + longest.toNanos();
  }

  boolean isOver() {
    return stopping.getAsBoolean() || System.nanoTime() - deadlineNanos > 0;
  }

  /** To be called after the context was closed. */
  @Override
  public void close() {
    OPEN.remove(token.address());
    token.close();
  }
}
