package io.wugan.lab.scenario;

import io.wugan.core.device.Frame;
import io.wugan.core.time.LotTime;
import java.nio.ByteBuffer;

/** A rendered picture as a camera's frame; its buffer goes with it. */
record RenderedFrame(long index, LotTime time, int widthPx, int heightPx, ByteBuffer bgr)
    implements Frame {

  /** Copies the picture, which the renderer uses again. */
  static RenderedFrame of(long index, LotTime time, int widthPx, int heightPx, byte[] bgr) {
    ByteBuffer pixels = ByteBuffer.allocateDirect(bgr.length).put(bgr).rewind();
    return new RenderedFrame(index, time, widthPx, heightPx, pixels);
  }

  @Override
  public int strideBytes() {
    return 3 * widthPx;
  }

  @Override
  public void close() {
    // Nothing is held but the buffer.
  }
}
