package io.wugan.recognition;

import io.wugan.core.device.Frame;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/** A frame drawn by a test. */
final class TestFrame implements Frame {

  static final VirtualLotClock CLOCK =
      new VirtualLotClock(Instant.parse("2026-03-01T08:00:00Z"), "boot-1");

  private final long index;
  private final int widthPx;
  private final int heightPx;
  private final int strideBytes;
  private final ByteBuffer pixels;

  private TestFrame(long index, int widthPx, int heightPx, int strideBytes, ByteBuffer pixels) {
    this.index = index;
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.strideBytes = strideBytes;
    this.pixels = pixels;
  }

  /**
   * A grey frame on which something is drawn; rows are {@code padding} bytes longer than needed.
   */
  static TestFrame drawn(int widthPx, int heightPx, int padding, Consumer<Mat> drawing) {
    int stride = 3 * widthPx + padding;
    ByteBuffer pixels = ByteBuffer.allocateDirect(stride * heightPx);
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (byte) 90);
    }
    try (BytePointer address = new BytePointer(pixels);
        Mat mat = new Mat(heightPx, widthPx, opencv_core.CV_8UC3, address, stride)) {
      drawing.accept(mat);
    }
    return new TestFrame(0, widthPx, heightPx, stride, pixels);
  }

  static TestFrame grey(int widthPx, int heightPx) {
    return drawn(widthPx, heightPx, 0, mat -> {});
  }

  /** A frame whose pixels do not lie in native memory. */
  static TestFrame onHeap(int widthPx, int heightPx) {
    int stride = 3 * widthPx;
    return new TestFrame(0, widthPx, heightPx, stride, ByteBuffer.allocate(stride * heightPx));
  }

  /** A white-on-blue plate, 440:140, its characters in OpenCV's own font. */
  static void plate(Mat picture, int left, int top, int widthPx, String text) {
    int height = widthPx * 140 / 440;
    fill(picture, left, top, left + widthPx, top + height, 180, 60, 20);
    double scale = height / 42.0;
    int step = widthPx / (text.length() + 1);
    for (int i = 0; i < text.length(); i++) {
      try (Point at = new Point(left + step / 2 + i * step, top + height * 3 / 4);
          Scalar white = new Scalar(250, 250, 250, 0)) {
        opencv_imgproc.putText(
            picture,
            text.substring(i, i + 1),
            at,
            opencv_imgproc.FONT_HERSHEY_SIMPLEX,
            scale,
            white,
            Math.max(1, height / 14),
            opencv_imgproc.LINE_AA,
            false);
      }
    }
  }

  static void fill(
      Mat picture, int left, int top, int right, int bottom, int blue, int green, int red) {
    try (Point from = new Point(left, top);
        Point to = new Point(right - 1, bottom - 1);
        Scalar color = new Scalar(blue, green, red, 0)) {
      opencv_imgproc.rectangle(
          picture, from, to, color, opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
    }
  }

  @Override
  public long index() {
    return index;
  }

  @Override
  public LotTime time() {
    return CLOCK.at(Duration.ofMillis(40 * index));
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
    return pixels.duplicate();
  }

  @Override
  public void close() {
    // The buffer belongs to the garbage collector.
  }
}
