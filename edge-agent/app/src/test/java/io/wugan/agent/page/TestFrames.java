package io.wugan.agent.page;

import io.wugan.agent.lane.LaneViewer;
import io.wugan.core.device.Frame;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateCategory;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import java.nio.ByteBuffer;
import java.util.List;

/** A lane that sees one plate, and counts how often its pixels are copied. Used by one thread. */
final class TestFrames implements Frame {

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;

  private final LaneViewer viewer;
  private final LotClock clock;
  private final ByteBuffer pixels = ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT);
  private int copied;

  TestFrames(LaneViewer viewer, LotClock clock) {
    this.viewer = viewer;
    this.clock = clock;
  }

  void offer() {
    viewer.offer(
        this,
        List.of(
            new PlateRead(
                "浙A12345",
                List.of(),
                PlateCategory.SMALL_BLUE,
                PlateColor.BLUE,
                1,
                ColorSource.PIXELS,
                1,
                1,
                Quad.rectangle(100, 200, 140, 44))));
  }

  int copied() {
    return copied;
  }

  @Override
  public long index() {
    return 0;
  }

  @Override
  public LotTime time() {
    return clock.now();
  }

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
    return 3 * WIDTH;
  }

  @Override
  public ByteBuffer bgr() {
    copied++;
    return pixels;
  }

  @Override
  public void close() {
    copied = 0;
  }
}
