package io.wugan.recognition;

import io.wugan.core.device.Frame;
import io.wugan.core.time.LotTime;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;

/** A picture that OpenCV holds. Owns its native memory until closed. */
final class MatFrame implements Frame {

  private final Mat pixels;
  private final LotTime time;
  private final int widthPx;
  private final int heightPx;
  private final int strideBytes;
  private boolean closed;

  /**
   * @param pixels H×W×3, BGR, 0–255; the frame's from now on
   */
  MatFrame(Mat pixels, LotTime time) {
    this.pixels = pixels;
    this.time = time;
    this.widthPx = pixels.cols();
    this.heightPx = pixels.rows();
    this.strideBytes = Math.toIntExact(pixels.step());
  }

  @Override
  public long index() {
    return 0;
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
    return strideBytes;
  }

  /**
   * @throws IllegalStateException if the frame was closed
   */
  @Override
  public ByteBuffer bgr() {
    if (closed) {
      throw new IllegalStateException("the frame was closed; its pixels are gone");
    }
    return pixels.data().capacity((long) strideBytes * heightPx).asByteBuffer();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      pixels.close();
    }
  }
}
