package io.wugan.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.device.Frame;
import io.wugan.core.time.LotTime;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFilesTest {

  private static final LotTime TIME = TestFrame.CLOCK.at(Duration.ZERO);

  @TempDir private Path folder;

  private Path png(String name) throws IOException {
    BufferedImage image = new BufferedImage(31, 17, BufferedImage.TYPE_INT_RGB);
    image.setRGB(30, 16, 0x102030);
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void png_withChineseName_isReadAsBgr() throws IOException {
    try (Frame frame = ImageFiles.read(png("入口 浙A.png"), TIME)) {
      assertThat(frame.widthPx()).isEqualTo(31);
      assertThat(frame.heightPx()).isEqualTo(17);
      assertThat(frame.time()).isEqualTo(TIME);
      assertThat(frame.bgr().isDirect()).isTrue();
      byte[] pixel = new byte[3];
      ByteBuffer pixels = frame.bgr();
      pixels.position(16 * frame.strideBytes() + 3 * 30).get(pixel);
      assertThat(pixel).containsExactly(0x30, 0x20, 0x10);
    }
  }

  @Test
  void frame_closed_givesNoPixels() throws IOException {
    Frame frame = ImageFiles.read(png("a.png"), TIME);
    frame.close();
    frame.close();
    assertThatThrownBy(frame::bgr).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void file_undecodable_isRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jpg"), "not a picture");
    refused(text, "text.jpg cannot be decoded as a picture; JPEG");
    refused(Files.createFile(folder.resolve("empty.png")), "cannot be decoded");
    byte[] bytes = Files.readAllBytes(png("whole.png"));
    refused(Files.write(folder.resolve("cut.png"), Arrays.copyOf(bytes, 20)), "cannot be decoded");
  }

  @Test
  void file_missingOrDirectory_isRefused() {
    refused(folder.resolve("nothing.png"), "no such file");
    refused(folder, "is a directory");
  }

  private static void refused(Path file, String problem) {
    assertThatThrownBy(() -> ImageFiles.read(file, TIME))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(problem);
  }
}
