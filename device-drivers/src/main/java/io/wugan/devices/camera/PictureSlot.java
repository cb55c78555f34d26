package io.wugan.devices.camera;

import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * The newest picture of a camera, between the thread that decodes and the one that looks. There is
 * one place: a newer picture takes that of an older one. Thread-safe; nobody waits for the other
 * for longer than it takes to move a reference.
 */
final class PictureSlot implements AutoCloseable {

  /**
   * Which picture was taken.
   *
   * @param index its number in the stream, from 0
   * @param time when it was taken by the camera
   */
  record Taken(long index, LotTime time) {}

  private final AVFrame newest = avutil.av_frame_alloc(); // guarded by this
  private @Nullable Taken taken; // of newest; guarded by this
  private boolean closed; // guarded by this

  /** Moves the picture out of {@code frame}, which is empty afterwards. */
  synchronized void put(AVFrame frame, Taken which) {
    if (closed) {
      avutil.av_frame_unref(frame);
      return;
    }
    avutil.av_frame_unref(newest);
    avutil.av_frame_move_ref(newest, frame);
    taken = which;
    notifyAll();
  }

  /**
   * Waits until there is a picture, or none will come any more.
   *
   * @return whether there is one
   */
  synchronized boolean await(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (taken == null && !closed) {
      long left = (deadline - System.nanoTime() + 999_999) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return taken != null;
  }

  /** Moves the newest picture into {@code into}; empty where there is none. */
  synchronized Optional<Taken> take(AVFrame into) {
    Taken which = taken;
    if (which == null) {
      return Optional.empty();
    }
    avutil.av_frame_unref(into);
    avutil.av_frame_move_ref(into, newest);
    taken = null;
    return Optional.of(which);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      taken = null;
      avutil.av_frame_free(newest);
      notifyAll();
    }
  }
}
