package io.wugan.devices.camera;

import io.wugan.core.device.Frame;
import io.wugan.core.time.LotTime;
import java.nio.ByteBuffer;

/**
 * A view on the source's one picture buffer; valid until it is closed. Confined to the source's
 * thread.
 */
final class OpenFrame implements Frame {

  private final long index;
  private final LotTime time;
  private final VideoReader.Picture picture;
  private boolean closed;

  OpenFrame(long index, LotTime time, VideoReader.Picture picture) {
    this.index = index;
    this.time = time;
    this.picture = picture;
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
    return picture.widthPx();
  }

  @Override
  public int heightPx() {
    return picture.heightPx();
  }

  @Override
  public int strideBytes() {
    return picture.strideBytes();
  }

  /**
   * @throws IllegalStateException if the frame was closed
   */
  @Override
  public ByteBuffer bgr() {
    if (closed) {
      throw new IllegalStateException("frame " + index + " was closed; its pixels are gone");
    }
    return picture.bgr();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
