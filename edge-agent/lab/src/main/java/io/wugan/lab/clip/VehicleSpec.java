package io.wugan.lab.clip;

/**
 * One vehicle and what it does. Distances along the lane are those of the vehicle's end that faces
 * the camera, from the camera.
 *
 * @param plate the plate number without separator, such as {@code 浙A12345}; empty without a plate
 * @param style the plate's category, which decides its size, colours and layout
 * @param body the kind of vehicle
 * @param bodyColorRgb paint, {@code 0xRRGGBB}
 * @param startS when the vehicle stands at {@code startM}, seconds
 * @param startM where it starts, metres
 * @param speedKmh cruising speed, km/h
 * @param direction where it goes
 * @param offsetM how far right of the lane's centre it drives, metres
 * @param stop where and how long it stops
 * @param plateLook whether its plate can be seen
 */
public record VehicleSpec(
    String plate,
    PlateStyle style,
    Body body,
    int bodyColorRgb,
    double startS,
    double startM,
    double speedKmh,
    Direction direction,
    double offsetM,
    Stop stop,
    PlateLook plateLook) {

  /** Kinds of vehicle. */
  public enum Body {
    SEDAN,
    SUV,
    VAN,
    TRUCK
  }

  /** Where a vehicle goes. */
  public enum Direction {
    /** Towards the camera: its front is seen. */
    APPROACH,
    /** Away from the camera: its rear is seen. */
    DEPART,
    /** It stands at {@code startM} all the time, its front towards the camera. */
    PARKED
  }

  /** Whether a plate can be seen. */
  public enum PlateLook {
    VISIBLE,
    /** Something hides the plate. */
    COVERED,
    /** There is no plate. */
    NONE
  }

  /**
   * A stop on the way.
   *
   * @param atM where, metres from the camera; {@code NaN}: never
   * @param forS how long, seconds
   * @param reverse whether the vehicle goes back afterwards, instead of on
   */
  public record Stop(double atM, double forS, boolean reverse) {
    /** No stop at all. */
    static final Stop NEVER = new Stop(Double.NaN, 0, false);

    boolean isNever() {
      return Double.isNaN(atM);
    }
  }
}
