package io.wugan.lab.clip;

/**
 * A pinhole camera: world metres to pixels and back. Pixel (0, 0) is the upper left corner of the
 * frame, x right, y down. Immutable.
 */
final class Camera {

  private final double[] position;
  private final double[] right;
  private final double[] up;
  private final double[] forward;
  private final double focalPx;
  private final double centreX;
  private final double centreY;

  /**
   * @param scale pixels of this camera for each pixel of the clip, for drawing larger than the clip
   */
  Camera(ClipSettings clip, CameraSpec spec, double scale) {
    double yaw = Math.toRadians(spec.yawDeg());
    double tilt = Math.toRadians(spec.tiltDeg());
    double sinYaw = Math.sin(yaw);
    double cosYaw = Math.cos(yaw);
    double sinTilt = Math.sin(tilt);
    double cosTilt = Math.cos(tilt);
    position = new double[] {-spec.sideM(), spec.heightM(), 0};
    right = new double[] {cosYaw, 0, -sinYaw};
    up = new double[] {sinYaw * sinTilt, cosTilt, cosYaw * sinTilt};
    forward = new double[] {sinYaw * cosTilt, -sinTilt, cosYaw * cosTilt};
    focalPx = scale * clip.widthPx() / 2.0 / Math.tan(Math.toRadians(spec.fovDeg()) / 2);
    centreX = scale * clip.widthPx() / 2.0;
    centreY = scale * clip.heightPx() / 2.0;
  }

  double x() {
    return position[0];
  }

  double y() {
    return position[1];
  }

  double focalPx() {
    return focalPx;
  }

  /** World point to camera axes (right, up, forward), metres. */
  void toCamera(double x, double y, double z, double[] out) {
    double dx = x - position[0];
    double dy = y - position[1];
    double dz = z - position[2];
    out[0] = dx * right[0] + dy * right[1] + dz * right[2];
    out[1] = dx * up[0] + dy * up[1] + dz * up[2];
    out[2] = dx * forward[0] + dy * forward[1] + dz * forward[2];
  }

  double pixelX(double cameraX, double cameraZ) {
    return centreX + focalPx * cameraX / cameraZ;
  }

  double pixelY(double cameraY, double cameraZ) {
    return centreY - focalPx * cameraY / cameraZ;
  }

  /**
   * Projects a world point.
   *
   * @return x and y in pixels and the depth in metres; a depth below 0 is behind the camera
   */
  double[] project(double x, double y, double z) {
    double[] c = new double[3];
    toCamera(x, y, z, c);
    return new double[] {pixelX(c[0], c[2]), pixelY(c[1], c[2]), c[2]};
  }

  /** Direction of the ray through a pixel, not normalised: its part along the view is 1. */
  void ray(double pixelX, double pixelY, double[] out) {
    double a = (pixelX - centreX) / focalPx;
    double b = (centreY - pixelY) / focalPx;
    for (int i = 0; i < 3; i++) {
      out[i] = forward[i] + a * right[i] + b * up[i];
    }
  }
}
