package io.wugan.recognition;

import io.wugan.core.aim.AimFigures;
import io.wugan.core.aim.PlatePose;
import io.wugan.core.aim.PlateTexture;
import io.wugan.core.device.Frame;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Measures how a plate stands in a frame, how sharp it is and how well exposed: what an installer
 * aims a camera by. Takes half a millisecond or so on a laptop. Holds nothing between calls; any
 * thread.
 */
public final class PlateAim {

  /**
   * Plates that are wider are made as small as this first: what is left of the sharpness of a large
   * plate then is what counts for reading it.
   */
  private static final int MOST_WIDTH_PX = 140;

  private static final int LEAST_WIDTH_PX = 24;
  private static final int LEAST_HEIGHT_PX = 8;

  private PlateAim() {}

  /**
   * Measures a plate.
   *
   * @param frame stays the caller's
   * @param read a plate in it
   * @return empty for a plate of unknown size, a motorcycle's say, one that is too small to
   *     measure, less than {@value #LEAST_WIDTH_PX} pixels wide, or one outside the frame
   */
  public static Optional<AimFigures> measure(Frame frame, PlateRead read) {
    Quad quad = read.quad();
    if (quad.widthPx() < LEAST_WIDTH_PX || quad.heightPx() < LEAST_HEIGHT_PX) {
      return Optional.empty();
    }
    return PlatePose.of(quad, read.category())
        .flatMap(pose -> texture(frame, quad).map(texture -> join(pose, texture)));
  }

  private static AimFigures join(PlatePose pose, PlateTexture texture) {
    double sharper = Math.min(texture.acrossPx(), texture.downPx());
    double wider = Math.max(texture.acrossPx(), texture.downPx());
    return new AimFigures(
        pose.plateWidthPx(),
        pose.characterHeightPx(),
        pose.horizontalAngleDeg(),
        pose.verticalAngleDeg(),
        pose.rollDeg(),
        sharper,
        wider - sharper,
        texture.clippedPercent(),
        texture.contrastPercent());
  }

  private static Optional<PlateTexture> texture(Frame frame, Quad quad) {
    double scale = Math.min(1, MOST_WIDTH_PX / quad.widthPx());
    int width = (int) Math.max(LEAST_WIDTH_PX, Math.round(quad.widthPx() * scale));
    int height = (int) Math.max(LEAST_HEIGHT_PX, Math.round(quad.heightPx() * scale));
    try (NativeScope scope = new NativeScope()) {
      Mat picture = FramePixels.wrap(frame, scope);
      Mat upright = scope.own(new Mat());
      Quad target = Quad.rectangle(0, 0, width, height);
      Size size = scope.own(new Size(width, height));
      if (!Rectifier.rectify(picture, quad, target, size, upright)) {
        return Optional.empty();
      }
      Mat grey = scope.own(new Mat());
      opencv_imgproc.cvtColor(upright, grey, opencv_imgproc.COLOR_BGR2GRAY);
      byte[] levels = new byte[width * height];
      BytePointer data = scope.own(grey.data());
      data.get(levels);
      return Optional.of(PlateTexture.of(levels, width, height));
    }
  }
}
