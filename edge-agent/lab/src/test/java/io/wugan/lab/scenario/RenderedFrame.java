package io.wugan.lab.scenario;

import io.wugan.core.device.Frame;
import io.wugan.core.time.LotTime;
import java.nio.ByteBuffer;

/** A rendered picture as a camera's frame. */
final class RenderedFrame implements Frame {

  private final long index;
  private final LotTime time;
  private final int widthPx;
  private final int heightPx;
  private final ByteBuffer pixels;

  RenderedFrame(long index, LotTime time, int widthPx, int heightPx, byte[] bgr) {
    this.index = index;
    this.time = time;
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.pixels = ByteBuffer.allocateDirect(bgr.length).put(bgr).rewind();
  }

  @Override
  public long index() {
    return index;
  }

  @Override
  public LotTime time() {
    return time;
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
    return 3 * widthPx;
  }

  @Override
  public ByteBuffer bgr() {
    return pixels;
  }

  @Override
  public void close() {
    // The buffer goes with the frame.
  }
}
