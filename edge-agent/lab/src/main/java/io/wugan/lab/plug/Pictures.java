package io.wugan.lab.plug;

import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import io.wugan.core.device.FrameSource;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.SystemLotClock;
import io.wugan.devices.camera.FfmpegFileFrameSource;
import io.wugan.devices.camera.Pace;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * What a camera sees: JPEG pictures round and round, those of the moment, whether somebody looks or
 * not. Immutable.
 */
final class Pictures {

  private static final int NOISE = 6;

  // More than a camera's watch remembers, and a prime, so that looking now and then sees all of
  // them.
  private static final int YARD_PICTURES = 211;

  private final List<byte[]> jpegs;
  private final int fps;
  private final int rate;
  private final long begunMillis;

  private Pictures(List<byte[]> jpegs, int fps, int rate, long begunMillis) {
    this.jpegs = List.copyOf(jpegs);
    this.fps = fps;
    this.rate = rate;
    this.begunMillis = begunMillis;
  }

  /** Those of a video; takes some seconds. */
  static List<byte[]> decode(Path video) throws IOException {
    LotClock clock = new SystemLotClock(() -> true);
    List<byte[]> jpegs = new ArrayList<>();
    try (FrameSource source =
        FfmpegFileFrameSource.open(
            "clip", video, at -> clock.now(), Pace.AS_FAST_AS_POSSIBLE, false)) {
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          jpegs.add(jpeg(frame));
        }
      }
    } catch (DeviceException unreadable) {
      throw new IOException("cannot decode " + video, unreadable);
    }
    return jpegs;
  }

  private static byte[] jpeg(Frame frame) throws IOException {
    BufferedImage image =
        new BufferedImage(frame.widthPx(), frame.heightPx(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    ByteBuffer from = frame.bgr().duplicate();
    int row = frame.widthPx() * 3;
    for (int y = 0; y < frame.heightPx(); y++) {
      from.position(y * frame.strideBytes());
      from.get(pixels, y * row, row);
    }
    return jpeg(image);
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }

  /** A yard with nobody in it, small and with a sensor's noise. */
  static List<byte[]> yard() throws IOException {
    Random random = new Random(3);
    List<byte[]> jpegs = new ArrayList<>();
    for (int variant = 0; variant < YARD_PICTURES; variant++) {
      BufferedImage image = new BufferedImage(320, 180, BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D pen = image.createGraphics();
      Random layout = new Random(9);
      for (int i = 0; i < 60; i++) {
        pen.setColor(new Color(layout.nextInt(220), layout.nextInt(220), layout.nextInt(220)));
        pen.fillRect(layout.nextInt(320), layout.nextInt(180), 8 + layout.nextInt(50), 20);
      }
      pen.dispose();
      byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
      for (int i = 0; i < pixels.length; i++) {
        int noisy = (pixels[i] & 0xFF) + random.nextInt(2 * NOISE + 1) - NOISE;
        pixels[i] = (byte) Math.max(0, Math.min(255, noisy));
      }
      jpegs.add(jpeg(image));
    }
    return jpegs;
  }

  /**
   * @param jpegs round and round
   * @param fps so many a second there are
   * @param rate so many a second a camera sends
   * @param begunMillis when the first was first seen, since 1970
   */
  static Pictures of(List<byte[]> jpegs, int fps, int rate, long begunMillis) {
    return new Pictures(jpegs, fps, rate, begunMillis);
  }

  /** What there is to see at a moment. */
  byte[] at(long millis) {
    return jpegs.get((int) ((millis - begunMillis) * fps / 1000 % jpegs.size()));
  }

  int fps() {
    return fps;
  }

  int rate() {
    return rate;
  }

  int count() {
    return jpegs.size();
  }

  long begunMillis() {
    return begunMillis;
  }

  /** Writes them as {@code 0.jpg}, {@code 1.jpg} … */
  void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < jpegs.size(); i++) {
      Files.write(folder.resolve(i + ".jpg"), jpegs.get(i));
    }
  }
}
