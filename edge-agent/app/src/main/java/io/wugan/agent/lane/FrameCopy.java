package io.wugan.agent.lane;

import io.wugan.core.device.Frame;
import io.wugan.core.time.LotTime;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a frame in memory of its own, to be used again and again: it takes as much as the
 * largest frame that it held. Owned by one thread at a time; handing it over is the owner's to do.
 */
public final class FrameCopy implements Frame {

  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  private ByteBuffer pixels = NOTHING;
  private @Nullable LotTime time;
  private long index;
  private int widthPx = 1;
  private int heightPx = 1;
  private int strideBytes = 3;

  /** Takes the pixels of a frame, which stays the caller's: one copy from memory to memory. */
  public void copy(Frame frame) {
    ByteBuffer source = frame.bgr().duplicate();
    if (pixels.capacity() < source.remaining()) {
      pixels = ByteBuffer.allocateDirect(source.remaining());
    }
    pixels.clear();
    pixels.put(source);
    pixels.flip();
    index = frame.index();
    time = frame.time();
    widthPx = frame.widthPx();
    heightPx = frame.heightPx();
    strideBytes = frame.strideBytes();
  }

  @Override
  public long index() {
    return index;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if it holds nothing yet
   */
  @Override
  public LotTime time() {
    LotTime taken = time;
    if (taken == null) {
      throw new IllegalStateException("nothing was copied yet");
    }
    return taken;
  }

  @Override
  public int widthPx() {
    return widthPx;
  }

  @Override
  public int heightPx() {
    return heightPx;
  }

  @Override
  public int strideBytes() {
    return strideBytes;
  }

  @Override
  public ByteBuffer bgr() {
    return pixels;
  }

  /** Does nothing: the memory goes with the copy. */
  @Override
  public void close() {
    index = -1;
  }
}
