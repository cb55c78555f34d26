package io.wugan.recognition;

import io.wugan.core.device.Frame;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.core.plate.Quad.Point;
import io.wugan.core.recognition.PlateRecognizer;
import io.wugan.recognition.decode.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * Finds and reads plates with two ONNX networks, run by ONNX Runtime on the processor. Confined to
 * one thread, except {@link #stats()}; holds native memory until closed.
 */
public final class OnnxPlateRecognizer implements PlateRecognizer {

  // Below this the reader is sure that what the detector saw is no plate.
  private static final double NO_PLATE = 0.2;
  // From here on a plate keeps the motion gate open.
  private static final double PLATE_IN_VIEW = 0.5;

  private final RecognizerSettings settings;
  private final PlateDetector detector;
  private final PlateReader reader;
  private final SmallGrey smallGrey = new SmallGrey();
  private final MotionGate gate = new MotionGate();
  private final StageTimes times = new StageTimes();
  private final String modelInfo;
  private final long modelBytes;
  private volatile RecognitionStats stats = RecognitionStats.NONE;
  private boolean closed;

  private OnnxPlateRecognizer(
      RecognizerSettings settings,
      PlateDetector detector,
      PlateReader reader,
      List<ModelFile> files) {
    this.settings = settings;
    this.detector = detector;
    this.reader = reader;
    this.modelBytes = files.stream().mapToLong(file -> file.onnx().length).sum();
    this.modelInfo =
        files.stream().map(ModelFile::info).collect(Collectors.joining(", "))
            + ", "
            + OnnxRuntime.name()
            + ", "
            + settings.threads()
            + " threads";
  }

  /**
   * Loads the models and tries them once. Takes about a second.
   *
   * @throws RecognitionException if a model or a native library is missing or wrong
   */
  public static OnnxPlateRecognizer open(RecognizerSettings settings) {
    loadOpenCv();
    opencv_core.setNumThreads(settings.threads());
    DetectorModel detectorModel = DetectorModel.load(settings);
    ReaderModel readerModel = ReaderModel.load(settings);
    PlateDetector detector = new PlateDetector(detectorModel, settings);
    try {
      return new OnnxPlateRecognizer(
          settings,
          detector,
          new PlateReader(readerModel, settings),
          List.of(detectorModel.file(), readerModel.file()));
    } catch (RecognitionException e) {
      detector.close();
      throw e;
    }
  }

  private static void loadOpenCv() {
    try {
      Loader.load(opencv_imgproc.class);
    } catch (UnsatisfiedLinkError e) {
      throw new RecognitionException(
          "OpenCV's native library cannot be loaded on "
              + Loader.getPlatform()
              + "; install the package that was built for this platform",
          e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Empty as well where the motion gate is on and nothing moves: see the settings.
   *
   * @throws IllegalStateException if the recognizer is closed
   */
  @Override
  public List<PlateRead> recognize(Frame frame) {
    requireOpen();
    try (NativeScope scope = new NativeScope()) {
      Mat picture = FramePixels.wrap(frame, scope);
      times.begin();
      times.frames++;
      Region region = settings.region().in(picture.cols(), picture.rows());
      Mat seen = part(picture, region, scope);
      boolean passes = !settings.motionGate() || gate.passes(smallGrey.of(seen));
      times.end(StageTimes.Stage.GATE);
      if (!passes) {
        times.skippedFrames++;
        return List.of();
      }
      List<Hit> hits =
          detector.detect(seen, times).stream()
              .map(hit -> hit.mapped(p -> new Point(p.x() + region.x(), p.y() + region.y())))
              .toList();
      List<PlateRead> reads = readAll(picture, hits);
      gate.inferred(reads.stream().anyMatch(read -> read.plateConfidence() >= PLATE_IN_VIEW));
      return reads;
    } finally {
      stats = times.snapshot(detector.multiplyAccumulates() + reader.multiplyAccumulates());
    }
  }

  private Mat part(Mat picture, Region region, NativeScope scope) {
    if (settings.region().isWhole()) {
      return picture;
    }
    Rect cut = scope.own(new Rect(region.x(), region.y(), region.widthPx(), region.heightPx()));
    return scope.own(new Mat(picture, cut));
  }

  private List<PlateRead> readAll(Mat picture, List<Hit> hits) {
    List<PlateRead> reads = new ArrayList<>();
    for (Hit hit : hits) {
      if (hit.quad().widthPx() >= settings.minPlateWidthPx()) {
        reader
            .read(picture, hit, () -> OtherCorners.near(hit.quad()), times)
            .filter(read -> read.plateConfidence() >= NO_PLATE)
            .ifPresent(reads::add);
      }
    }
    times.detections += hits.size();
    times.reads += reads.size();
    return List.copyOf(reads);
  }

  /**
   * Reads a picture that is a plate as a whole; its corners are the picture's. One read, whatever
   * the picture shows: {@link PlateRead#plateConfidence()} says whether it is a plate.
   *
   * @param frame stays the caller's
   * @throws IllegalStateException if the recognizer is closed
   */
  public List<PlateRead> recognizeCrop(Frame frame) {
    requireOpen();
    try (NativeScope scope = new NativeScope()) {
      Mat picture = FramePixels.wrap(frame, scope);
      times.begin();
      times.frames++;
      Hit whole = new Hit(1, FramePixels.wholeOf(frame));
      List<PlateRead> reads =
          reader.read(picture, whole, () -> otherCorners(picture, whole), times).stream().toList();
      times.reads += reads.size();
      return reads;
    } finally {
      stats = times.snapshot(detector.multiplyAccumulates() + reader.multiplyAccumulates());
    }
  }

  // A crop is seldom cut at the plate's own corners: the detector says where it thinks they are.
  private List<Quad> otherCorners(Mat crop, Hit whole) {
    List<Quad> corners = new ArrayList<>(OtherCorners.near(whole.quad()));
    detector.lookAgain(crop, whole).ifPresent(found -> corners.add(found.quad()));
    return corners;
  }

  /** Names, versions and hashes of the models, and what runs them. */
  public String modelInfo() {
    return modelInfo;
  }

  /** Size of both networks' files together. */
  public long modelBytes() {
    return modelBytes;
  }

  /** Counts and times so far. May be called from any thread. */
  public RecognitionStats stats() {
    return stats;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the recognizer is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      detector.close();
      reader.close();
      smallGrey.close();
    }
  }
}
