package io.wugan.agent.lane;

import io.wugan.core.lane.VehicleSighting;
import java.util.OptionalLong;

/**
 * Counts what a lane sees, for whoever watches the board. Written by the lane; read by any thread.
 */
public final class LaneMeter {

  /**
   * What was counted so far.
   *
   * @param frames pictures
   * @param passages vehicles that passed
   * @param noPlate those of them whose plate was not read
   * @param frameAgeMillis since the newest picture; empty before the first
   */
  public record Reading(long frames, long passages, long noPlate, OptionalLong frameAgeMillis) {}

  private static final long SEES_MILLIS = 5_000;

  private long frames;
  private long passages;
  private long noPlate;
  private long lastFrameNanos;

  synchronized void frame() {
    frames++;
    lastFrameNanos = System.nanoTime();
  }

  synchronized void passage(VehicleSighting passage) {
    passages++;
    if (passage.plate().isEmpty()) {
      noPlate++;
    }
  }

  /** Whether a picture came within the last seconds. */
  public boolean sees() {
    OptionalLong age = read().frameAgeMillis();
    return age.isPresent() && age.getAsLong() < SEES_MILLIS;
  }

  /** What was counted so far. */
  public synchronized Reading read() {
    OptionalLong age =
        frames == 0
            ? OptionalLong.empty()
            : OptionalLong.of((System.nanoTime() - lastFrameNanos) / 1_000_000);
    return new Reading(frames, passages, noPlate, age);
  }
}
