package io.wugan.recognition;

import io.wugan.core.device.Frame;
import io.wugan.core.plate.Quad;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** A frame's pixels as OpenCV sees them, without copying. */
final class FramePixels {

  private FramePixels() {}

  /**
   * Wraps the pixels; valid as long as the frame is open and the scope is.
   *
   * @throws IllegalArgumentException if the pixels do not lie in a direct buffer of the frame's
   *     size
   */
  static Mat wrap(Frame frame, NativeScope scope) {
    ByteBuffer pixels = frame.bgr();
    long needed = (long) (frame.heightPx() - 1) * frame.strideBytes() + 3L * frame.widthPx();
    if (!pixels.isDirect() || pixels.remaining() < needed) {
      throw new IllegalArgumentException(
          "frame "
              + frame.index()
              + ": a direct buffer of at least "
              + needed
              + " bytes is expected, not "
              + pixels);
    }
    BytePointer address = scope.own(new BytePointer(pixels));
    return scope.own(
        new Mat(
            frame.heightPx(), frame.widthPx(), opencv_core.CV_8UC3, address, frame.strideBytes()));
  }

  /** The whole picture as a quad. */
  static Quad wholeOf(Frame frame) {
    return Quad.rectangle(0, 0, frame.widthPx(), frame.heightPx());
  }
}
