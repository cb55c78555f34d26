package io.wugan.recognition;

import io.wugan.core.plate.Quad;
import io.wugan.core.plate.Quad.Point;
import io.wugan.recognition.decode.HeatmapDecoder;
import io.wugan.recognition.decode.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Finds plates and their corners: a pass over the whole picture, then a second pass of the same
 * network on the full-resolution surroundings of each hit, which puts the corners right. Other
 * sizes of the whole picture are tried while no plate is sure. Hits that the second pass does not
 * see again are given only where it sees none at all.
 *
 * <p>In a video, plates that were seen are followed for some pictures: only their surroundings are
 * looked at, as long as each of them is found there again. Confined to the recognizer's thread;
 * holds native memory until closed.
 */
final class PlateDetector implements AutoCloseable {

  private static final List<String> OUTPUTS = List.of("heat", "corners");
  private static final int STRIDE_PX = 8;
  // To look at more places costs as much as a search.
  private static final int MOST_FOLLOWED = 2;

  private final DetectorModel model;
  private final Network network;
  private final CloseUp closeUp;
  private final Reduction reduction;
  private final Mat reduced = new Mat();
  private final Mat padded = new Mat();
  private final int searchEvery;
  private List<Hit> followed = List.of();
  private int sinceSearch;

  /**
   * @param settings threads, and how pictures are made smaller
   * @throws RecognitionException if the network cannot be run
   */
  PlateDetector(DetectorModel model, RecognizerSettings settings) {
    this.model = model;
    this.reduction = new Reduction(settings.looks().quickReduction());
    this.searchEvery = settings.looks().searchEvery();
    int width = model.secondWidthPx();
    int height = model.secondHeightPx();
    this.network = new Network(model.file(), OUTPUTS, settings.threads());
    network.verify(
        width,
        height,
        List.of(
            List.of(1, 1, height / STRIDE_PX, width / STRIDE_PX),
            List.of(1, 8, height / STRIDE_PX, width / STRIDE_PX)));
    this.closeUp = new CloseUp(width, height, model.paddingLevel(), reduction);
  }

  /**
   * Plates of a picture, best first; corners in pixels of the picture.
   *
   * @param picture H×W×3, BGR, 0–255; the next one of a video where plates are followed
   */
  List<Hit> detect(Mat picture, StageTimes times) {
    sinceSearch++;
    List<Hit> again = sinceSearch < searchEvery ? follow(picture, times) : List.of();
    if (!again.isEmpty()) {
      followed = again;
      return again;
    }
    sinceSearch = 0;
    return search(picture, times);
  }

  // The plates of the last picture in this one; empty where one of them is not found again.
  private List<Hit> follow(Mat picture, StageTimes times) {
    List<Hit> again = new ArrayList<>();
    for (Hit hit : followed) {
      lookAgain(picture, hit).ifPresent(again::add);
    }
    times.end(StageTimes.Stage.SECOND_PASS);
    List<Hit> distinct = Hit.distinct(again, model.second().overlap());
    return distinct.size() == followed.size() ? distinct : List.of();
  }

  private List<Hit> search(Mat picture, StageTimes times) {
    List<Hit> unconfirmed = List.of();
    List<Hit> confirmed = new ArrayList<>();
    for (int i = 0; i < model.longSidesPx().size() && !isSure(confirmed); i++) {
      List<Hit> hits = firstPass(picture, model.longSidesPx().get(i));
      unconfirmed = unconfirmed.isEmpty() ? hits : unconfirmed;
      times.end(StageTimes.Stage.FIRST_PASS);
      hits.forEach(hit -> lookAgain(picture, hit).ifPresent(confirmed::add));
      times.end(StageTimes.Stage.SECOND_PASS);
    }
    List<Hit> distinct = Hit.distinct(confirmed, model.second().overlap());
    followed = distinct.size() <= MOST_FOLLOWED ? distinct : List.of();
    return distinct.isEmpty() ? unconfirmed : distinct;
  }

  /** Multiply-accumulates of all inferences so far. */
  long multiplyAccumulates() {
    return network.multiplyAccumulates();
  }

  private boolean isSure(List<Hit> confirmed) {
    return confirmed.stream().anyMatch(hit -> hit.score() >= model.sureScore());
  }

  private List<Hit> firstPass(Mat picture, int longSidePx) {
    double scale = (double) longSidePx / Math.max(picture.cols(), picture.rows());
    int width = (int) Math.max(1, Math.round(picture.cols() * scale));
    int height = (int) Math.max(1, Math.round(picture.rows() * scale));
    try (NativeScope scope = new NativeScope()) {
      reduction.resize(picture, reduced, width, height);
      double grey = model.paddingLevel();
      opencv_core.copyMakeBorder(
          reduced,
          padded,
          0,
          Math.floorMod(-height, 32),
          0,
          Math.floorMod(-width, 32),
          opencv_core.BORDER_CONSTANT,
          scope.own(new Scalar(grey, grey, grey, 0)));
    }
    double ratioX = (double) picture.cols() / width;
    double ratioY = (double) picture.rows() / height;
    return run(padded, model.first()).stream()
        .map(hit -> hit.mapped(p -> new Point(p.x() * ratioX, p.y() * ratioY)))
        .toList();
  }

  /**
   * Looks at the surroundings of a plate more closely.
   *
   * @return the plate in their middle with better corners; empty where none is seen
   */
  Optional<Hit> lookAgain(Mat picture, Hit hit) {
    Quad quad = hit.quad();
    double acrossPx =
        model.plateWidths() * Math.max(8, Math.max(quad.widthPx(), 1.5 * quad.heightPx()));
    Optional<CloseUp.Mapping> taken = closeUp.take(picture, quad.center(), acrossPx);
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    Point middle = new Point(model.secondWidthPx() / 2.0, model.secondHeightPx() / 2.0);
    double reach = 0.35 * model.secondWidthPx() / model.plateWidths();
    return run(closeUp.pixels(), model.second()).stream()
        .filter(again -> again.quad().center().distanceTo(middle) < reach)
        .findFirst()
        .map(again -> again.mapped(taken.get()::toPicture));
  }

  private List<Hit> run(Mat input, HeatmapDecoder decoder) {
    List<Tensor> maps = network.run(input);
    Tensor heat = maps.get(0);
    return decoder.decode(heat.values(), maps.get(1).values(), heat.size(3), heat.size(2));
  }

  @Override
  public void close() {
    network.close();
    closeUp.close();
    reduction.close();
    reduced.close();
    padded.close();
  }
}
