package io.wugan.lab.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.lab.cli.WuganLab;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;

/**
 * What two cameras recorded, and what {@code wugan replay} prints of it: the first seconds of the
 * demo's clips, or all of them where {@code -Dwugan.replay=whole} says so. Used by one thread.
 */
final class RecordedVideo {
  /** Whether the clips are played to their end. */
  static final boolean WHOLE = "whole".equals(System.getProperty("wugan.replay"));

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double FIRST_SECONDS = 10.5;

  private final Path folder;

  private RecordedVideo(Path folder) {
    this.folder = folder;
  }

  static RecordedVideo in(Path folder) throws IOException {
    RecordedVideo video = new RecordedVideo(folder);
    video.copy("entry");
    video.copy("exit");
    return video;
  }

  private void copy(String lane) throws IOException {
    String clip = "/io/wugan/lab/demo/demo-" + lane + ".mp4";
    Path whole = folder.resolve("whole-" + lane + ".mp4");
    try (InputStream demo = RecordedVideo.class.getResourceAsStream(clip)) {
      Files.copy(Objects.requireNonNull(demo, clip), whole);
    }
    if (WHOLE) {
      Files.move(whole, video(lane));
    } else {
      copyBeginning(whole, video(lane));
    }
  }

  private Path video(String lane) {
    return folder.resolve(lane + ".mp4");
  }

  private static void copyBeginning(Path from, Path to) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    try (FFmpegFrameGrabber source = new FFmpegFrameGrabber(from.toFile())) {
      source.start();
      try (FFmpegFrameRecorder copy =
          new FFmpegFrameRecorder(
              to.toFile(), source.getImageWidth(), source.getImageHeight(), 0)) {
        copy.setFormat("mp4");
        copy.start(source.getFormatContext());
        long frames = Math.round(FIRST_SECONDS * source.getFrameRate());
        for (AVPacket packet = source.grabPacket();
            packet != null && frames > 0;
            packet = source.grabPacket()) {
          copy.recordPacket(packet);
          frames--;
        }
      }
    }
  }

  /**
   * The lines that a replay of the clips of {@code lanes} prints.
   *
   * @param busy threads that meanwhile take the processors away
   */
  String replay(List<String> lanes, List<String> options, int busy) {
    List<String> words = new ArrayList<>(List.of("replay", "--format", "jsonl", "--together"));
    words.addAll(options);
    lanes.forEach(lane -> words.add(lane + "=" + video(lane)));
    try (BusyMachine machine = new BusyMachine(busy)) {
      return run(words.toArray(String[]::new));
    }
  }

  private static String run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        WuganLab.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words);
    assertThat(status).as("%s: %s", List.of(words), err).isZero();
    return out.toString();
  }

  /** What the records of a replay are, in order: {@code entry, exit exact}. */
  static String records(String lines) throws IOException {
    List<String> records = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      JsonNode event = JSON.readTree(line);
      if (event.has("type")) {
        String method = event.at("/data/match/method").asText("");
        records.add((event.get("type").asText().split("\\.")[1] + " " + method).strip());
      }
    }
    return String.join(", ", records);
  }

  /** Threads that do nothing, as fast as they can. */
  private static final class BusyMachine implements AutoCloseable {
    private final List<Thread> threads;
    private volatile boolean closed;

    BusyMachine(int count) {
      threads = Stream.generate(() -> new Thread(this::spin, "busy")).limit(count).toList();
      threads.forEach(Thread::start);
    }

    private void spin() {
      while (!closed) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
