package io.wugan.devices.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import io.wugan.core.device.FrameSource;
import io.wugan.core.device.FrameStamper;
import io.wugan.core.time.VirtualLotClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FfmpegFileFrameSourceTest {

  private static final FrameStamper STAMPER =
      new VirtualLotClock(Instant.parse("2026-03-01T00:00:00Z"), "boot-1")::at;

  @TempDir private Path folder;

  private static FrameSource open(Path file, boolean loop) throws DeviceException {
    return FfmpegFileFrameSource.open("cam-1", file, STAMPER, Pace.AS_FAST_AS_POSSIBLE, loop);
  }

  private static List<Long> playMillis(FrameSource source, int atMost) throws DeviceException {
    List<Long> millis = new ArrayList<>();
    while (millis.size() < atMost) {
      Optional<Frame> next = source.next();
      if (next.isEmpty()) {
        break;
      }
      try (Frame frame = next.get()) {
        millis.add(frame.time().monoMillis());
      }
    }
    return millis;
  }

  @ParameterizedTest
  @CsvSource({"video.avi, avi", "录像 一.mp4, mp4", "video.mkv, matroska"})
  void video_playedThrough_givesEveryPictureInOrder(String name, String format) throws Exception {
    Path file = TestVideo.write(folder.resolve(name), format, 40);
    try (FrameSource source = open(file, false)) {
      assertThat(source.cameraId()).isEqualTo("cam-1");
      for (int i = 0; i < 40; i++) {
        try (Frame frame = source.next().orElseThrow()) {
          assertThat(frame.index()).isEqualTo(i);
          assertThat(frame.widthPx()).isEqualTo(TestVideo.WIDTH_PX);
          assertThat(frame.heightPx()).isEqualTo(TestVideo.HEIGHT_PX);
          assertThat(frame.strideBytes()).isGreaterThanOrEqualTo(3 * TestVideo.WIDTH_PX);
          assertThat(frame.time().monoMillis()).isCloseTo(40L * i, within(1L));
          assertThat(frame.bgr().isDirect()).isTrue();
          int middle = 48 * frame.strideBytes() + 3 * 80;
          assertThat(Byte.toUnsignedInt(frame.bgr().get(middle)))
              .isCloseTo(TestVideo.level(i), within(6));
        }
      }
      assertThat(source.next()).isEmpty();
      assertThat(source.next()).isEmpty();
    }
  }

  @Test
  void video_looping_letsTimeGoOn() throws Exception {
    Path file = TestVideo.write(folder.resolve("video.avi"), "avi", 10);
    try (FrameSource source = open(file, true)) {
      List<Long> millis = playMillis(source, 25);
      assertThat(millis).hasSize(25);
      for (int i = 0; i < 25; i++) {
        assertThat(millis.get(i)).isCloseTo(40L * i, within(2L));
      }
    }
  }

  @Test
  void frame_stillOpen_forbidsTheNext() throws Exception {
    Path file = TestVideo.write(folder.resolve("video.avi"), "avi", 3);
    try (FrameSource source = open(file, false)) {
      Frame frame = source.next().orElseThrow();
      assertThatThrownBy(source::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("still open");
      frame.close();
      frame.close();
      assertThatThrownBy(frame::bgr).isInstanceOf(IllegalStateException.class);
      assertThat(source.next()).isPresent();
    }
  }

  @Test
  void source_closed_closesItsFrameAndGivesNoMore() throws Exception {
    Path file = TestVideo.write(folder.resolve("video.avi"), "avi", 3);
    FrameSource source = open(file, false);
    Frame frame = source.next().orElseThrow();
    source.close();
    source.close();
    assertThatThrownBy(frame::bgr).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(source::next).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void video_truncated_givesWhatIsThereAndEnds() throws Exception {
    Path whole = TestVideo.write(folder.resolve("whole.avi"), "avi", 100);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.avi");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length * 6 / 10));
    try (FrameSource source = open(cut, false)) {
      assertThat(playMillis(source, 1000)).hasSizeBetween(20, 95).isSorted();
      assertThat(source.next()).isEmpty();
    }
  }

  @Test
  void video_damagedInTheMiddle_goesOnBehindTheDamage() throws Exception {
    Path file = TestVideo.write(folder.resolve("video.avi"), "avi", 100);
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length * 4 / 10, bytes.length * 5 / 10, (byte) 0x55);
    Files.write(file, bytes);
    try (FrameSource source = open(file, false)) {
      assertThat(playMillis(source, 1000)).hasSizeGreaterThan(30).isSorted();
    }
  }

  @Test
  void file_missing_isRefused() {
    refused(folder.resolve("nothing.mp4"), "no such file");
  }

  @Test
  void file_isDirectory_isRefused() {
    refused(folder, "is a directory");
  }

  @Test
  void file_ofText_isRefused() throws IOException {
    String text = "This is not a video.\n".repeat(200);
    refused(Files.writeString(folder.resolve("notes.txt"), text), "not a video");
    refused(Files.writeString(folder.resolve("notes.mp4"), text), "not a video");
  }

  @Test
  void file_empty_isRefused() throws IOException {
    refused(Files.createFile(folder.resolve("empty.mp4")), "not a video");
  }

  @Test
  void file_ofSoundOnly_isRefused() throws IOException {
    refused(TestVideo.writeSoundOnly(folder.resolve("sound.wav")), "no video stream");
  }

  @Test
  void file_withHeaderButNoPicture_isRefused() throws Exception {
    byte[] bytes = Files.readAllBytes(TestVideo.write(folder.resolve("v.avi"), "avi", 20));
    int pictures = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("movi") + 4;
    refused(
        Files.write(folder.resolve("header.avi"), Arrays.copyOf(bytes, pictures)), "header.avi");
  }

  private static void refused(Path file, String problem) {
    assertThatThrownBy(() -> open(file, false))
        .isInstanceOf(DeviceException.class)
        .hasMessageStartingWith("cam-1: ")
        .hasMessageContaining(problem);
  }

  @Test
  void realtime_slowReader_getsTheNewestDuePicture() throws Exception {
    Path file = TestVideo.write(folder.resolve("video.avi"), "avi", 50);
    ManualTicker ticker = new ManualTicker();
    Pacer pacer = new RealtimePacer(ticker);
    try (FrameSource source = FfmpegFileFrameSource.open("cam-1", file, STAMPER, pacer, false)) {
      source.next().orElseThrow().close();
      assertThat(ticker.elapsed()).isZero();
      source.next().orElseThrow().close();
      assertThat(ticker.elapsed()).isEqualTo(Duration.ofMillis(40));
      ticker.advance(Duration.ofMillis(400));
      try (Frame frame = source.next().orElseThrow()) {
        assertThat(frame.index()).isBetween(9L, 11L);
      }
      assertThat(ticker.elapsed()).isEqualTo(Duration.ofMillis(440));
    }
  }

  @Test
  void realtime_interrupted_endsTheSource() throws Exception {
    Path file = TestVideo.write(folder.resolve("video.avi"), "avi", 5);
    try (FrameSource source =
        FfmpegFileFrameSource.open("cam-1", file, STAMPER, Pace.REALTIME, false)) {
      source.next().orElseThrow().close();
      Thread.currentThread().interrupt();
      assertThat(source.next()).isEmpty();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(source.next()).isEmpty();
    }
  }
}
