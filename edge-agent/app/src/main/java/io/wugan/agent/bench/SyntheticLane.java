package io.wugan.agent.bench;

import io.wugan.core.device.Frame;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A lane of 1920×1080 pixels, drawn in memory, that looks the same everywhere: a blue plate drives
 * towards the camera, then the lane is empty, again and again. All frames share one buffer.
 * Confined to one thread.
 */
public final class SyntheticLane implements FrameSupply {

  /** Frames of one round: the vehicle first, then the empty lane. */
  static final int ROUND = 100;

  static final int WITH_VEHICLE = 60;
  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;
  private static final int CHANNELS = 3;
  private static final int FRAME_MILLIS = 40;
  private static final int[] BLUE = {150, 60, 20};
  private static final int[] WHITE = {235, 235, 235};

  /**
   * Letters and digits, five columns by seven rows, a row to a number, the leftmost column first.
   */
  private static final int[][] GLYPHS = {
    {0b11111, 0b00100, 0b11111, 0b01110, 0b10101, 0b00100, 0b01010},
    {0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001},
    {0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110},
    {0b01110, 0b10001, 0b00001, 0b00010, 0b00100, 0b01000, 0b11111},
    {0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110},
    {0b10010, 0b10010, 0b10010, 0b11111, 0b00010, 0b00010, 0b00010},
    {0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110},
  };

  private final VirtualLotClock clock = new VirtualLotClock(Instant.EPOCH, "bench");
  private final byte[] road = new byte[WIDTH * HEIGHT * CHANNELS];
  private final ByteBuffer pixels = ByteBuffer.allocateDirect(road.length);
  private long index;

  /** Draws the empty lane. */
  public SyntheticLane() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < road.length; i++) {
      int y = i / (WIDTH * CHANNELS);
      road[i] = (byte) (70 + y * 60 / HEIGHT + random.nextInt(9));
    }
  }

  @Override
  public Optional<Frame> next() {
    pixels.put(0, road);
    int step = (int) (index % ROUND);
    if (step < WITH_VEHICLE) {
      draw(step);
    }
    LotTime time = clock.at(Duration.ofMillis(FRAME_MILLIS * index));
    return Optional.of(new Drawn(index++, time, pixels));
  }

  // The vehicle: a dark front with a plate on it, larger from step to step.
  private void draw(int step) {
    int width = 120 + 2 * step;
    int height = width * 140 / 440;
    int left = 900 - width / 2;
    int top = 400 + 6 * step;
    fill(left - width, top - 2 * width, 3 * width, 2 * width + 2 * height, new int[] {45, 45, 50});
    fill(left, top, width, height, BLUE);
    for (int at = 0; at < GLYPHS.length; at++) {
      int cellWidth = Math.max(1, width / 52);
      int cellHeight = Math.max(1, height * 10 / 100);
      int x = left + width / 40 + at * width * 137 / 1000;
      glyph(GLYPHS[at], x, top + height * 15 / 100, cellWidth, cellHeight);
    }
  }

  private void glyph(int[] rows, int left, int top, int cellWidth, int cellHeight) {
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < 5; x++) {
        if ((rows[y] >> (4 - x) & 1) == 1) {
          fill(left + x * cellWidth, top + y * cellHeight, cellWidth, cellHeight, WHITE);
        }
      }
    }
  }

  private void fill(int left, int top, int width, int height, int[] bgr) {
    for (int y = Math.max(0, top); y < Math.min(HEIGHT, top + height); y++) {
      for (int x = Math.max(0, left); x < Math.min(WIDTH, left + width); x++) {
        for (int c = 0; c < CHANNELS; c++) {
          pixels.put((y * WIDTH + x) * CHANNELS + c, (byte) bgr[c]);
        }
      }
    }
  }

  private record Drawn(long index, LotTime time, ByteBuffer bgr) implements Frame {
    @Override
    public int widthPx() {
      return WIDTH;
    }

    @Override
    public int heightPx() {
      return HEIGHT;
    }

    @Override
    public int strideBytes() {
      return WIDTH * CHANNELS;
    }

    @Override
    public void close() {
      // The buffer is the lane's.
    }
  }
}
