package io.wugan.lab.clip;

/**
 * Light and weather.
 *
 * @param time what lights the scene
 * @param noise standard deviation of the sensor noise, as a share of full scale, 0–0.2
 * @param rain whether rain falls and the ground is wet
 * @param glare stray light over the picture, 0–1
 */
public record LightSpec(Time time, double noise, boolean rain, double glare) {

  /** What lights the scene. */
  public enum Time {
    DAY,
    DUSK,
    /** Lamps over the lane, vehicles with their headlamps on. */
    NIGHT,
    /** An infrared lamp beside the camera; the picture is grey. */
    INFRARED;

    boolean isDark() {
      return this == NIGHT || this == INFRARED;
    }
  }
}
