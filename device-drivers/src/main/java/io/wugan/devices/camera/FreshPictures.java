package io.wugan.devices.camera;

/**
 * Tells fresh pictures from those that had been waiting, in a stream without times of its own:
 * after a silence the pictures that are there at once were taken while the line hung, and the first
 * one that has to be waited for is a fresh one again. Confined to the camera's thread.
 */
final class FreshPictures {

  private static final long SILENCE_NANOS = 1_000_000_000L;
  private static final long LONGEST_NANOS = 5_000_000_000L;
  private static final double WEIGHT = 0.05;
  private static final double WAITED_SHARE = 0.5;
  private static final int SILENT_PERIODS = 3;

  private long last;
  private boolean any;
  private double usualNanos;
  private long oldSince = Long.MIN_VALUE;

  /**
   * Takes note of a picture.
   *
   * @param arrivalNanos when it came
   * @param waitedNanos how long it had to be waited for
   * @return whether it was taken just now
   */
  boolean isFresh(long arrivalNanos, long waitedNanos) {
    if (!any) {
      any = true;
      last = arrivalNanos;
      return true;
    }
    long gap = arrivalNanos - last;
    last = arrivalNanos;
    if (gap > Math.max(SILENCE_NANOS, SILENT_PERIODS * usualNanos) && usualNanos > 0) {
      oldSince = arrivalNanos;
      return false; // it was the first to wait
    }
    if (oldSince != Long.MIN_VALUE) {
      boolean over =
          waitedNanos >= WAITED_SHARE * usualNanos || arrivalNanos - oldSince > LONGEST_NANOS;
      if (!over) {
        return false;
      }
      oldSince = Long.MIN_VALUE;
      return true;
    }
    usualNanos = usualNanos == 0 ? gap : usualNanos + WEIGHT * (gap - usualNanos);
    return true;
  }
}
