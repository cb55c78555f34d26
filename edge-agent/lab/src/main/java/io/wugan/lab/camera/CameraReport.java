package io.wugan.lab.camera;

/**
 * What a fault of a camera did.
 *
 * @param fault what was done
 * @param checked what was looked at
 * @param figure what was measured
 * @param bar what it should be
 * @param passed whether it is
 */
record CameraReport(String fault, String checked, String figure, String bar, boolean passed) {

  /** Something that took so many seconds; infinity for never. */
  static CameraReport seconds(String fault, String checked, double seconds, double bar) {
    String figure =
        Double.isInfinite(seconds)
            ? "never"
            : String.format(java.util.Locale.ROOT, "%.1f s", seconds);
    return new CameraReport(
        fault,
        checked,
        figure,
        String.format(java.util.Locale.ROOT, "<= %.0f s", bar),
        seconds <= bar);
  }
}
