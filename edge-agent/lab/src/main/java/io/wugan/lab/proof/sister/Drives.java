package io.wugan.lab.proof.sister;

import io.wugan.lab.clip.ClipRenderer;
import io.wugan.lab.clip.ClipScenario;
import io.wugan.lab.clip.ClipTruth;
import io.wugan.lab.proof.ProofException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws vehicles with made-up plates that drive towards a camera. Every lane of the proof gets the
 * same pictures, so that what recognition needs for them is the same at both ends of a stay.
 * Stateless.
 */
final class Drives {

  /** Pictures a second. */
  static final int FPS = 6;

  // A camera counts as frozen once it shows only pictures that were among the last 64 looked at.
  private static final int EMPTY = 420;
  private static final int LEAST_APART = 3;
  private static final float QUALITY = 0.9f;
  private static final int SECONDS = 4;
  private static final long SEED = 20261126;
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final List<String> COLORS =
      List.of("a9b0b6", "e4e6e6", "20252b", "7a1f22", "31507a", "2f4a3a");

  private Drives() {}

  /**
   * Plates of which no two are alike in more than all but three characters, the same ones each
   * time.
   */
  static List<String> plates(int count) {
    Random random = new Random(SEED);
    List<String> plates = new ArrayList<>();
    while (plates.size() < count) {
      String plate = plate(random);
      if (plates.stream().allMatch(other -> apart(plate, other) >= LEAST_APART)) {
        plates.add(plate);
      }
    }
    return plates;
  }

  private static String plate(Random random) {
    String province = List.of("浙", "沪", "苏", "京").get(random.nextInt(4));
    char city = LETTERS.charAt(random.nextInt(6));
    String digits = "%05d".formatted(random.nextInt(100_000));
    int letterAt = random.nextInt(5);
    char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
    return province
        + city
        + digits.substring(0, letterAt)
        + letter
        + digits.substring(letterAt + 1);
  }

  private static long apart(String one, String other) {
    return IntStream.range(0, one.length()).filter(i -> one.charAt(i) != other.charAt(i)).count();
  }

  /** A vehicle with this plate. */
  static Drive of(String plate) {
    int number = Math.floorMod(plate.hashCode(), COLORS.size());
    ClipScenario scenario =
        scenario(
            SECONDS,
            "  - {plate: %s, category: SMALL_BLUE, color: blue, body: %s, bodyColor: '#%s', startM: 14}"
                .formatted(plate, number % 2 == 0 ? "sedan" : "suv", COLORS.get(number)));
    List<ClipTruth.Quad> seen = ClipTruth.of(scenario).vehicles().get(0).quads();
    int first = seen.get(0).frame();
    int last = seen.get(seen.size() - 1).frame();
    List<byte[]> pictures = render(scenario, first, last + 1);
    return new Drive(plate, pictures, last - first);
  }

  /** The lane without a vehicle, each picture with other noise, as a camera gives them. */
  static List<byte[]> empty() {
    return render(scenario(EMPTY / FPS + 1, "  []"), 0, EMPTY - 1);
  }

  private static ClipScenario scenario(int seconds, String vehicles) {
    return ClipScenario.parse(
        """
        clip: {width: 640, height: 360, fps: %d, seconds: %d, seed: 7}
        camera: {lane: entry, heightM: 1.8, tiltDeg: 8, yawDeg: 10, fovDeg: 40, sideM: 1.2, lineM: 6, exposureMs: 2}
        light: {time: day, noise: 0.006, glare: 0.04}
        vehicles:
        %s
        """
            .formatted(FPS, seconds, vehicles));
  }

  private static List<byte[]> render(ClipScenario scenario, int from, int until) {
    List<byte[]> pictures = new ArrayList<>();
    int width = scenario.clip().widthPx();
    int height = scenario.clip().heightPx();
    try {
      ClipRenderer.render(
          scenario,
          (index, timeS, bgr) -> {
            if (index >= from && index <= until) {
              pictures.add(jpeg(width, height, bgr));
            }
          });
    } catch (IOException impossible) {
      throw new ProofException("a picture cannot be drawn", impossible);
    }
    return pictures;
  }

  private static byte[] jpeg(int width, int height, byte[] bgr) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(bgr, 0, pixels, 0, pixels.length);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
