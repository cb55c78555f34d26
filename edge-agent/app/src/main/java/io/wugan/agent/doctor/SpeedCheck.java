package io.wugan.agent.doctor;

import io.wugan.agent.bench.SyntheticLane;
import io.wugan.core.device.Frame;
import io.wugan.core.text.Bilingual;
import io.wugan.recognition.OnnxPlateRecognizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How fast this board recognises plates: a drawn lane of 1920×1080 with a vehicle in view, and the
 * models that do it. Beside a running agent it measures what the agent leaves.
 */
final class SpeedCheck implements Check {

  private static final int WARM_UP = 10;
  private static final int FRAMES = 50;
  private static final Bilingual SLOWER =
      new Bilingual(
          "A faster board, a smaller picture (sub stream), fewer lanes a board, or a part of the"
              + " picture (lanes.area).",
          "换用更快的主板，使用子码流，减少单板车道数，或缩小识别区域。");

  @Override
  public String id() {
    return "speed";
  }

  @Override
  public Duration limit(DoctorContext context) {
    return Duration.ofMinutes(2);
  }

  @Override
  public List<Finding> look(DoctorContext context) {
    List<Double> millis = new ArrayList<>();
    String models;
    try (OnnxPlateRecognizer recognizer =
        OnnxPlateRecognizer.open(Cameras.recognition(context.config().recognition()))) {
      models = recognizer.modelInfo();
      SyntheticLane lane = new SyntheticLane();
      // The first sixty pictures of a round show a vehicle; an empty lane costs nothing.
      for (int i = 0; i < WARM_UP + FRAMES; i++) {
        Frame frame = lane.next().orElseThrow();
        long from = System.nanoTime();
        recognizer.recognize(frame);
        if (i >= WARM_UP) {
          millis.add((System.nanoTime() - from) / 1e6);
        }
      }
    }
    millis.sort(null);
    double sum = millis.stream().mapToDouble(Double::doubleValue).sum();
    double perSecond = 1000 * millis.size() / sum;
    double slow = millis.get((int) (0.95 * (millis.size() - 1)));
    int lanes = context.config().lanes().size();
    return List.of(
        Finding.of(id(), "", "pictures a second with a vehicle in view", "有车时每秒识别帧数")
            .wanted("at least 10 for each lane", "每车道不低于 10")
            .atLeast(
                perSecond,
                10.0 * lanes,
                5.0 * lanes,
                String.format(Locale.ROOT, "%.1f", perSecond),
                SLOWER),
        Finding.of(id(), "", "time of a picture, 95 % of them", "单帧识别时间（p95）")
            .wanted("at most 200 ms", "不超过 200 ms")
            .atMost(slow, 200, 500, String.format(Locale.ROOT, "%.0f ms", slow), SLOWER),
        Finding.of(id(), "", "models", "识别模型").ok(models));
  }
}
