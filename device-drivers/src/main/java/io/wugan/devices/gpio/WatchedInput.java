package io.wugan.devices.gpio;

import io.wugan.core.lane.InputEdge;
import io.wugan.core.lane.InputEdges;
import io.wugan.core.time.LotTime;

/**
 * One input: how it is, as far as was told, and its changes on their way to its lane. The same
 * change may come twice, as an edge of the driver and from asking the board: an edge that comes
 * between the two, or that the driver hands over late, as Pi4J's threads do. It counts once.
 * Confined to the thread {@code gpio}, but for {@link #edges}.
 */
final class WatchedInput {

  private final GpioSettings.Input settings;
  private final InputEdges edges = new InputEdges();
  private boolean active;

  WatchedInput(GpioSettings.Input settings) {
    this.settings = settings;
  }

  GpioSettings.Input settings() {
    return settings;
  }

  /** Its changes. */
  InputEdges edges() {
    return edges;
  }

  boolean active() {
    return active;
  }

  /** The driver has it, and this is how it is; told whether it was so before or not. */
  void begin(boolean now, LotTime at) {
    edges.setInOrder(true);
    active = now;
    edges.add(new InputEdge(now, at));
  }

  /**
   * It has changed, or may have.
   *
   * @return whether it has
   */
  boolean changed(boolean now, LotTime at) {
    if (now == active) {
      return false;
    }
    active = now;
    edges.add(new InputEdge(now, at));
    return true;
  }
}
