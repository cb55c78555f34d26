package io.wugan.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.plate.Quad;
import io.wugan.core.plate.Quad.Point;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class OpenCvPictureTakerTest {

  private final OpenCvPictureTaker taker = new OpenCvPictureTaker();

  private static BufferedImage decoded(EvidenceImage image) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(image.jpeg()));
  }

  private static TestFrame scene(int widthPx, int heightPx, int plateWidthPx) {
    return TestFrame.drawn(
        widthPx, heightPx, 5, mat -> TestFrame.plate(mat, 100, 80, plateWidthPx, "A12345"));
  }

  @Test
  void largeFrame_taken_isReducedToTheLimits() throws IOException {
    List<EvidenceImage> images =
        taker.take(scene(1920, 1080, 880), Quad.rectangle(100, 80, 880, 280));
    assertThat(images)
        .extracting(image -> image.ref().kind())
        .containsExactly(EvidenceKind.SCENE, EvidenceKind.PLATE);
    BufferedImage whole = decoded(images.get(0));
    assertThat(whole.getWidth()).isEqualTo(1280);
    assertThat(whole.getHeight()).isEqualTo(720);
    BufferedImage plate = decoded(images.get(1));
    assertThat(plate.getWidth()).isEqualTo(320);
    assertThat(plate.getHeight()).isCloseTo(123, within(2));
  }

  @Test
  void smallFrame_taken_isNotEnlarged() throws IOException {
    List<EvidenceImage> images = taker.take(scene(640, 360, 110), Quad.rectangle(100, 80, 110, 35));
    assertThat(decoded(images.get(0)).getWidth()).isEqualTo(640);
    assertThat(decoded(images.get(1)).getWidth()).isCloseTo(128, within(1));
  }

  @Test
  void tiltedPlate_taken_isUprightWithItsSurroundings() throws IOException {
    TestFrame frame =
        TestFrame.drawn(640, 360, 0, mat -> TestFrame.fill(mat, 200, 100, 300, 300, 200, 0, 0));
    Quad onItsSide =
        new Quad(
            new Point(300, 100), new Point(300, 300), new Point(200, 300), new Point(200, 100));
    BufferedImage plate = decoded(taker.take(frame, onItsSide).get(1));
    assertThat(plate.getWidth()).isGreaterThan(plate.getHeight());
    assertThat(plate.getRGB(plate.getWidth() / 2, plate.getHeight() / 2) & 0xff)
        .isCloseTo(200, within(6));
    assertThat(plate.getRGB(2, 2) & 0xff).isCloseTo(90, within(6));
  }

  @Test
  void sameFrame_takenTwice_givesTheSameBytes() {
    TestFrame frame = scene(1600, 900, 300);
    Quad quad = Quad.rectangle(100, 80, 300, 95);
    List<EvidenceImage> once = taker.take(frame, quad);
    List<EvidenceImage> again = new OpenCvPictureTaker().take(frame, quad);
    for (int i = 0; i < 2; i++) {
      assertThat(again.get(i).jpeg()).isEqualTo(once.get(i).jpeg());
      assertThat(again.get(i).ref()).isEqualTo(once.get(i).ref());
    }
  }

  @Test
  void plateOutsideTheFrame_taken_givesTheSceneAlone() {
    assertThat(taker.take(scene(640, 360, 100), Quad.rectangle(5000, 80, 100, 30)))
        .extracting(image -> image.ref().kind())
        .containsExactly(EvidenceKind.SCENE);
  }
}
