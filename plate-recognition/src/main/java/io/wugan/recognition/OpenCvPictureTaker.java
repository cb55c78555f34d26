package io.wugan.recognition;

import io.wugan.core.device.Frame;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.evidence.PictureTaker;
import io.wugan.core.plate.Quad;
import io.wugan.core.time.LotTime;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Takes the pictures of a passage as JPEG: the scene, at most {@value #SCENE_LONG_SIDE_PX} pixels
 * long, and the plate, upright with some of its surroundings, at most {@value #PLATE_WIDTH_PX}
 * pixels wide. Never enlarges. The same frame and corners give the same bytes.
 *
 * <p>Holds nothing between calls; confined to one thread at a time.
 */
public final class OpenCvPictureTaker implements PictureTaker {

  static final int SCENE_LONG_SIDE_PX = 1280;
  static final int PLATE_WIDTH_PX = 320;
  private static final int SCENE_QUALITY = 80;
  private static final int PLATE_QUALITY = 90;

  /** Surroundings on each side of the plate, as a share of its width and of its height. */
  private static final double MARGIN_X = 0.08;

  private static final double MARGIN_Y = 0.2;

  /**
   * {@inheritDoc}
   *
   * @return the scene, then the plate; the scene alone where the plate lies outside the frame
   */
  @Override
  public List<EvidenceImage> take(Frame frame, Quad plate) {
    List<EvidenceImage> images = new ArrayList<>();
    try (NativeScope scope = new NativeScope()) {
      Mat picture = FramePixels.wrap(frame, scope);
      LotTime time = frame.time();
      images.add(new EvidenceImage(EvidenceKind.SCENE, time, scene(picture, scope)));
      byte[] plateJpeg = plate(picture, plate, scope);
      if (plateJpeg.length > 0) {
        images.add(new EvidenceImage(EvidenceKind.PLATE, time, plateJpeg));
      }
    }
    return List.copyOf(images);
  }

  @Override
  public EvidenceImage scene(Frame frame) {
    try (NativeScope scope = new NativeScope()) {
      byte[] jpeg = scene(FramePixels.wrap(frame, scope), scope);
      return new EvidenceImage(EvidenceKind.SCENE, frame.time(), jpeg);
    }
  }

  /**
   * A frame as a small JPEG for somebody who watches; never enlarged.
   *
   * @param frame stays the caller's
   * @param mostWidthPx its width, at most
   * @param quality of the JPEG, 1 to 100
   */
  public static byte[] preview(Frame frame, int mostWidthPx, int quality) {
    try (NativeScope scope = new NativeScope()) {
      double scale = Math.min(1, (double) mostWidthPx / frame.widthPx());
      return scaled(FramePixels.wrap(frame, scope), scale, quality, scope);
    }
  }

  private static byte[] scene(Mat picture, NativeScope scope) {
    double scale =
        Math.min(1, (double) SCENE_LONG_SIDE_PX / Math.max(picture.cols(), picture.rows()));
    return scaled(picture, scale, SCENE_QUALITY, scope);
  }

  private static byte[] scaled(Mat picture, double scale, int quality, NativeScope scope) {
    if (scale == 1) {
      return encode(picture, quality, scope);
    }
    int width = (int) Math.max(1, Math.round(picture.cols() * scale));
    int height = (int) Math.max(1, Math.round(picture.rows() * scale));
    Mat reduced = scope.own(new Mat());
    Size size = scope.own(new Size(width, height));
    opencv_imgproc.resize(picture, reduced, size, 0, 0, opencv_imgproc.INTER_AREA);
    return encode(reduced, quality, scope);
  }

  // Nothing where the plate lies outside the picture.
  private static byte[] plate(Mat picture, Quad plate, NativeScope scope) {
    double seenWidth = plate.widthPx() * (1 + 2 * MARGIN_X);
    double seenHeight = plate.heightPx() * (1 + 2 * MARGIN_Y);
    double scale = Math.min(1, PLATE_WIDTH_PX / Math.max(seenWidth, seenHeight));
    int width = (int) Math.max(1, Math.round(seenWidth * scale));
    int height = (int) Math.max(1, Math.round(seenHeight * scale));
    double innerWidth = width / (1 + 2 * MARGIN_X);
    double innerHeight = height / (1 + 2 * MARGIN_Y);
    Quad target =
        Quad.rectangle(
            (width - innerWidth) / 2, (height - innerHeight) / 2, innerWidth, innerHeight);
    Mat upright = scope.own(new Mat());
    Size size = scope.own(new Size(width, height));
    return Rectifier.rectify(picture, plate, target, size, upright)
        ? encode(upright, PLATE_QUALITY, scope)
        : new byte[0];
  }

  private static byte[] encode(Mat picture, int quality, NativeScope scope) {
    BytePointer jpeg = scope.own(new BytePointer());
    IntPointer options = scope.own(new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality));
    if (!opencv_imgcodecs.imencode(".jpg", picture, jpeg, options)) {
      throw new IllegalStateException(
          "OpenCV cannot encode a picture of " + picture.cols() + "x" + picture.rows() + " pixels");
    }
    byte[] bytes = new byte[Math.toIntExact(jpeg.limit())];
    jpeg.get(bytes);
    return bytes;
  }
}
