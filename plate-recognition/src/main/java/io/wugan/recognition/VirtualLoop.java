package io.wugan.recognition;

import io.wugan.core.device.Frame;
import io.wugan.core.recognition.PresenceWatch;
import io.wugan.core.time.LotTime;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * A virtual loop (虚拟线圈): tells by the picture alone that a vehicle is on a piece of ground, as an
 * inductive loop would. It knows nothing of plates. The same frames give the same changes.
 *
 * <p>Confined to the lane's thread; holds native memory until closed.
 */
public final class VirtualLoop implements PresenceWatch {

  private final Area area;
  private final SmallGrey smallGrey = new SmallGrey();
  private @Nullable OccupiedGround ground;
  private @Nullable LotTime last;
  private int cells;

  /** A piece of ground in the picture. */
  @FunctionalInterface
  public interface Area {

    /**
     * Whether a point lies in it.
     *
     * @param x share of the picture's width, 0 to 1
     * @param y share of its height, 0 to 1
     */
    boolean contains(double x, double y);
  }

  /**
   * @param area as wide as the lane and as long as a car is best
   */
  public VirtualLoop(Area area) {
    this.area = area;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if no cell of the picture lies in the area
   */
  @Override
  public boolean present(Frame frame) {
    try (NativeScope scope = new NativeScope()) {
      Mat picture = FramePixels.wrap(frame, scope);
      byte[] grey = smallGrey.of(picture);
      double seconds = last == null ? 0 : frame.time().since(last).toMillis() / 1000.0;
      last = frame.time();
      return ground(grey.length).occupied(grey, seconds);
    }
  }

  private OccupiedGround ground(int size) {
    OccupiedGround known = ground;
    if (known != null && size == cells) {
      return known;
    }
    cells = size;
    OccupiedGround fresh = new OccupiedGround(smallGrey.widthCells(), inside());
    ground = fresh;
    return fresh;
  }

  private boolean[] inside() {
    int width = smallGrey.widthCells();
    int height = cells / width;
    boolean[] inside = new boolean[cells];
    boolean any = false;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean contained = area.contains((x + 0.5) / width, (y + 0.5) / height);
        inside[y * width + x] = contained;
        any |= contained;
      }
    }
    if (!any) {
      throw new IllegalArgumentException(
          "the virtual loop covers no cell of the picture; a loop as wide as the lane and as long"
              + " as a car is wanted");
    }
    return inside;
  }

  @Override
  public void close() {
    smallGrey.close();
  }
}
