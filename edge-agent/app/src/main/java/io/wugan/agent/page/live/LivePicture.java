package io.wugan.agent.page.live;

import io.wugan.core.plate.PlateRead;
import io.wugan.core.time.LotTime;
import java.util.List;

/** A picture of a lane as people see it, with what was read in it. Immutable. */
public final class LivePicture {

  private final long number;
  private final LotTime at;
  private final int widthPx;
  private final int heightPx;
  private final List<PlateRead> reads;
  private final byte[] jpeg;

  /**
   * @param number rises by one with each picture of the lane
   * @param at when it was taken
   * @param widthPx width of the frame, not of the JPEG
   * @param heightPx height of the frame
   * @param reads plates, in pixels of the frame
   * @param jpeg taken over, not copied
   */
  LivePicture(
      long number, LotTime at, int widthPx, int heightPx, List<PlateRead> reads, byte[] jpeg) {
    this.number = number;
    this.at = at;
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.reads = List.copyOf(reads);
    this.jpeg = jpeg;
  }

  /** Rises by one with each picture of the lane. */
  public long number() {
    return number;
  }

  /** When it was taken. */
  public LotTime at() {
    return at;
  }

  /** Width of the frame in pixels; the JPEG may be smaller. */
  public int widthPx() {
    return widthPx;
  }

  /** Height of the frame in pixels. */
  public int heightPx() {
    return heightPx;
  }

  /** Plates that were read in it, in pixels of the frame. */
  public List<PlateRead> reads() {
    return reads;
  }

  /** The JPEG itself; not to be changed. */
  public byte[] jpeg() {
    return jpeg;
  }
}
