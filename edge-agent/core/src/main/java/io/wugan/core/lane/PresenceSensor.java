package io.wugan.core.lane;

import java.util.List;

/**
 * Tells when a vehicle stands or drives over a place of a lane: an inductive loop (地感线圈) behind a
 * digital input, or motion in a part of the picture (虚拟线圈). It knows nothing of plates.
 */
@FunctionalInterface
public interface PresenceSensor {

  /**
   * What has changed since the last call, oldest first; empty for nothing. Never blocks. Called by
   * the lane's thread only, at least a few times a second. A sensor that is out of order reports
   * that nobody is there, and its trouble elsewhere.
   */
  List<PresenceChange> changes();

  /**
   * The camera has seen a vehicle go by, so that one that a sensor never feels is noticed. Never
   * blocks. Called by the lane's thread only.
   */
  default void onVehicleSeen() {}
}
