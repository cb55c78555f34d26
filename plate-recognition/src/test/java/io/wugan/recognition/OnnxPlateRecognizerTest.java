package io.wugan.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** The whole way with the built-in models. */
class OnnxPlateRecognizerTest {

  private static final RecognizerSettings SETTINGS = RecognizerSettings.defaults();

  private static TestFrame street(int padding) {
    return TestFrame.drawn(
        640, 384, padding, mat -> TestFrame.plate(mat, 240, 180, 150, "#A12345"));
  }

  // A plate on a dark front, which a close-up takes for one too.
  private static TestFrame vehicle(int left) {
    return TestFrame.drawn(
        640,
        384,
        0,
        mat -> {
          TestFrame.fill(mat, left - 150, 40, left + 300, 280, 45, 45, 50);
          TestFrame.plate(mat, left, 180, 150, "#A12345");
        });
  }

  @Test
  void crop_read_givesOneReadOfTheWholePicture() {
    TestFrame crop = TestFrame.drawn(168, 54, 0, mat -> TestFrame.plate(mat, 0, 0, 168, "A12345"));
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(SETTINGS)) {
      assertThat(recognizer.recognizeCrop(crop))
          .singleElement()
          .satisfies(
              read -> {
                assertThat(read.quad()).isEqualTo(Quad.rectangle(0, 0, 168, 54));
                assertThat(read.detectionConfidence()).isEqualTo(1);
              });
    }
  }

  @Test
  void frame_withADrawnPlate_isFoundWhereItWasDrawn() {
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(SETTINGS)) {
      Quad drawn = Quad.rectangle(240, 180, 150, 47);
      assertThat(recognizer.recognize(street(0)))
          .anySatisfy(
              read -> {
                assertThat(read.quad().boxOverlap(drawn)).isGreaterThan(0.6);
                assertThat(read.color()).isEqualTo(PlateColor.BLUE);
              });
    }
  }

  @Test
  void region_withThePlate_givesItsPlaceInTheWholeFrame() {
    RecognizerSettings lower = SETTINGS.withRegion(new PictureRegion(0.2, 0.3, 0.9, 0.9));
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(lower)) {
      assertThat(recognizer.recognize(street(0)))
          .anySatisfy(
              read ->
                  assertThat(read.quad().boxOverlap(Quad.rectangle(240, 180, 150, 47)))
                      .isGreaterThan(0.6));
    }
  }

  @Test
  void region_besideThePlate_seesNothing() {
    RecognizerSettings beside = SETTINGS.withRegion(new PictureRegion(0.65, 0, 1, 1));
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(beside)) {
      assertThat(recognizer.recognize(street(0))).isEmpty();
    }
  }

  @Test
  void video_plateThatMoves_isFollowedForTwoFramesBetweenSearches() {
    RecognizerSettings video = SETTINGS.forVideo().withMotionGate(false);
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(video)) {
      StringBuilder looks = new StringBuilder();
      for (int i = 0; i < 9; i++) {
        int left = 240 + 8 * i;
        long before = recognizer.stats().firstPassNanos();
        assertThat(recognizer.recognize(vehicle(left)))
            .anySatisfy(
                read ->
                    assertThat(read.quad().boxOverlap(Quad.rectangle(left, 180, 150, 47)))
                        .isGreaterThan(0.6));
        looks.append(recognizer.stats().firstPassNanos() > before ? 's' : 'f');
      }
      assertThat(looks).contains("sffs").doesNotContain("fff");
    }
  }

  @Test
  void video_followedPlateThatIsGone_isSearchedForAtOnce() {
    RecognizerSettings video = SETTINGS.forVideo().withMotionGate(false);
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(video)) {
      assertThat(recognizer.recognize(street(0))).isNotEmpty();
      long before = recognizer.stats().firstPassNanos();
      assertThat(recognizer.recognize(TestFrame.grey(640, 384))).isEmpty();
      assertThat(recognizer.stats().firstPassNanos()).isGreaterThan(before);
    }
  }

  @Test
  void frame_grey_hasNoPlate() {
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(SETTINGS)) {
      assertThat(recognizer.recognize(TestFrame.grey(640, 384))).isEmpty();
    }
  }

  @Test
  void motionGate_unchangedPicture_isNotInferred() {
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(SETTINGS.withMotionGate(true))) {
      for (int i = 0; i < 5; i++) {
        recognizer.recognize(TestFrame.grey(640, 384));
      }
      assertThat(recognizer.stats().skippedFrames()).isEqualTo(4);
    }
  }

  @Test
  void frame_withRowsOfAnyStride_isReadAlike() {
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(SETTINGS)) {
      List<PlateRead> plain = recognizer.recognize(street(0));
      assertThat(recognizer.recognize(street(32))).isEqualTo(plain);
      assertThat(recognizer.recognize(street(0))).isEqualTo(plain);
    }
  }

  @Test
  void frame_tiny_isNoProblem() {
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(SETTINGS)) {
      for (int side : new int[] {1, 2, 7}) {
        assertThat(recognizer.recognize(TestFrame.grey(side, side))).isNotNull();
        assertThat(recognizer.recognizeCrop(TestFrame.grey(side, side))).hasSize(1);
      }
      assertThat(recognizer.recognize(TestFrame.grey(2000, 3))).isNotNull();
    }
  }

  @Test
  void frame_notInNativeMemory_isRefused() {
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(SETTINGS)) {
      assertThatThrownBy(() -> recognizer.recognize(TestFrame.onHeap(64, 64)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("direct buffer");
    }
  }

  @Test
  void stats_ofTwoFrames_tellWhatWasDone() {
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(SETTINGS.withMotionGate(true))) {
      assertThat(recognizer.stats()).isEqualTo(RecognitionStats.NONE);
      recognizer.recognize(TestFrame.grey(320, 240));
      recognizer.recognizeCrop(TestFrame.grey(100, 32));
      RecognitionStats stats = recognizer.stats();
      assertThat(stats.frames()).isEqualTo(2);
      assertThat(stats.gateNanos()).isPositive();
      assertThat(stats.firstPassNanos()).isPositive();
      assertThat(stats.multiplyAccumulates()).isPositive();
      assertThat(stats.readNanos()).isPositive();
      assertThat(stats.totalNanos()).isGreaterThan(stats.firstPassNanos());
    }
  }

  @Test
  void modelInfo_namesBothModels() {
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(SETTINGS.withThreads(1))) {
      assertThat(recognizer.modelInfo())
          .contains("plate-detector", "plate-reader", "ONNX Runtime", "1 threads");
    }
  }

  @Test
  void recognizer_closed_readsNoMore() {
    OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(SETTINGS);
    recognizer.close();
    recognizer.close();
    assertThatThrownBy(() -> recognizer.recognize(TestFrame.grey(64, 64)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> recognizer.recognizeCrop(TestFrame.grey(64, 64)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nativeMemory_overTwoThousandFrames_staysFlat() {
    TestFrame empty = TestFrame.grey(320, 240);
    TestFrame frame =
        TestFrame.drawn(320, 240, 0, mat -> TestFrame.plate(mat, 80, 90, 120, "A12345"));
    RecognizerSettings small =
        new RecognizerSettings(
            SETTINGS.modelDirectory(),
            1,
            false,
            new Looks(List.of(64), 0, 0, 1, false, true),
            PictureRegion.WHOLE,
            0,
            Optional.empty());
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(small)) {
      work(recognizer, empty, frame, 300);
      long objectBytes = Pointer.totalBytes();
      long processBytes = Pointer.physicalBytes();
      work(recognizer, empty, frame, 2000);
      assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(objectBytes + 4096);
      // One frame lost each time would be 460 MB; the Java heap may grow meanwhile.
      assertThat(Pointer.physicalBytes()).isLessThan(processBytes + 160L * 1024 * 1024);
    }
  }

  private static void work(
      OnnxPlateRecognizer recognizer, TestFrame empty, TestFrame frame, int times) {
    OpenCvPictureTaker taker = new OpenCvPictureTaker();
    Quad quad = Quad.rectangle(80, 90, 120, 38);
    for (int i = 0; i < times; i++) {
      boolean plateInView = i % 10 == 0;
      recognizer.recognize(plateInView ? frame : empty);
      taker.take(frame, quad);
      if (plateInView) {
        recognizer.recognizeCrop(frame);
      }
    }
  }
}
