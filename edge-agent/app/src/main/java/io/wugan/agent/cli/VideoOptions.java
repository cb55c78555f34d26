package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.evaluate.VideoScore;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import io.wugan.core.device.FrameSource;
import io.wugan.core.plate.PlateNormalizer;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.devices.camera.FfmpegFileFrameSource;
import io.wugan.devices.camera.Pace;
import io.wugan.recognition.OnnxPlateRecognizer;
import io.wugan.recognition.RecognizerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code evaluate --video FILE --plate TEXT [--from S] [--to S]}: one known plate, every frame. */
final class VideoOptions {

  private static final JsonMapper JSON = new JsonMapper();

  @Option(
      names = "--video",
      required = true,
      paramLabel = "FILE",
      description = "Video to read frame by frame, as a lane would.")
  private Path video = Path.of("");

  @Option(
      names = "--plate",
      required = true,
      paramLabel = "TEXT",
      description = "The plate that the video shows.")
  private String plate = "";

  @Option(
      names = "--from",
      paramLabel = "S",
      description = "Second at which the plate comes into view (default: ${DEFAULT-VALUE}).")
  private double fromSeconds = 0;

  @Option(
      names = "--to",
      paramLabel = "S",
      description = "Second at which it is out of view again (default: the video's end).")
  private double toSeconds = Double.MAX_VALUE;

  /** Reads the frames and tells of them. The motion gate is off, so that every frame counts. */
  String measure(RecognizerSettings forVideo, double threshold, OutputFormat format)
      throws DeviceException {
    VideoScore score = new VideoScore(PlateNormalizer.normalize(plate), threshold);
    VirtualLotClock clock = new VirtualLotClock(Instant.EPOCH, "evaluate");
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(forVideo.withMotionGate(false));
        FrameSource frames =
            FfmpegFileFrameSource.open(
                "evaluate", video, clock::advanceTo, Pace.AS_FAST_AS_POSSIBLE, false)) {
      Optional<Frame> next = frames.next();
      while (next.isPresent()) {
        try (Frame frame = next.get()) {
          Duration position = Duration.ofMillis(frame.time().monoMillis());
          double seconds = position.toMillis() / 1000.0;
          if (seconds > toSeconds) {
            break;
          }
          if (seconds >= fromSeconds) {
            score.add(position, recognizer.recognize(frame));
          }
        }
        next = frames.next();
      }
    }
    return format == OutputFormat.jsonl ? json(score) : table(score, threshold);
  }

  private String json(VideoScore score) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("video", video.toString())
            .put("frames", score.frames())
            .put("right", score.right())
            .put("rightAccepted", score.rightAccepted())
            .put("wrongAccepted", score.wrongAccepted())
            .put("nothingRead", score.nothing());
    score
        .first()
        .ifPresent(
            first ->
                line.put("firstRightMillis", first.position().toMillis())
                    .put("firstRightWidthPx", first.widthPx())
                    .put("firstRightConfidence", first.confidence()));
    return line + "\n";
  }

  private String table(VideoScore score, double threshold) {
    StringBuilder text = new StringBuilder(video + "\n");
    row(text, "frames", score.frames() + "");
    row(text, "plate read right", percent(score.right(), score.frames()));
    row(
        text,
        String.format(Locale.ROOT, "  accepted from %.3f on", threshold),
        percent(score.rightAccepted(), score.frames()));
    row(text, "another plate accepted", percent(score.wrongAccepted(), score.frames()));
    row(text, "nothing read", percent(score.nothing(), score.frames()));
    row(
        text,
        "first right read",
        score
            .first()
            .map(
                first ->
                    String.format(
                        Locale.ROOT,
                        "at %.2f s, plate %.0f px wide, confidence %.3f",
                        first.position().toMillis() / 1000.0,
                        first.widthPx(),
                        first.confidence()))
            .orElse("none"));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "  %-24s %s%n", name, value));
  }

  private static String percent(int part, int whole) {
    double share = whole == 0 ? 0 : 100.0 * part / whole;
    return String.format(Locale.ROOT, "%6.2f %%  (%d of %d)", share, part, whole);
  }
}
