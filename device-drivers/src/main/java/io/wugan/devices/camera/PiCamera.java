package io.wugan.devices.camera;

import io.wugan.devices.camera.CameraSource.ChildFormat;
import io.wugan.devices.camera.CameraSource.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A camera on the ribbon of a Raspberry Pi, by way of {@code rpicam-vid} (called {@code
 * libcamera-vid} before Raspberry Pi OS 12). Immutable.
 *
 * @param program the program, with its path or from the PATH
 * @param format what it writes
 * @param mode size and rate
 * @param shutterMicros exposure in microseconds; 0 for what the camera finds right, which smears
 *     plates at night: 1000 and less hold a vehicle of 30 km/h
 * @param gain gain of the sensor, 1 and more; 0 for what the camera finds right
 */
public record PiCamera(
    String program, ChildFormat format, Mode mode, int shutterMicros, double gain) {

  /** 1280 × 720, 25 pictures a second, H.264, exposure by itself. */
  public static final PiCamera DEFAULT =
      new PiCamera("rpicam-vid", ChildFormat.H264, new Mode(1280, 720, 25), 0, 0);

  /** The program with its arguments (rpicam-apps: vid). */
  public CameraSource source() {
    List<String> command = new ArrayList<>(List.of(program, "--timeout", "0", "--nopreview"));
    command.addAll(List.of("--codec", format.demuxer(), "--flush"));
    if (format == ChildFormat.H264) {
      // Key pictures carry what a decoder needs that comes later, two a second.
      int intra = Math.max(1, mode.picturesPerSecond() / 2);
      command.addAll(List.of("--inline", "--intra", Integer.toString(intra)));
    }
    command.addAll(List.of("--width", Integer.toString(mode.widthPx())));
    command.addAll(List.of("--height", Integer.toString(mode.heightPx())));
    command.addAll(List.of("--framerate", Integer.toString(mode.picturesPerSecond())));
    if (shutterMicros > 0) {
      command.addAll(List.of("--shutter", Integer.toString(shutterMicros)));
    }
    if (gain > 0) {
      command.addAll(List.of("--gain", String.format(Locale.ROOT, "%.2f", gain)));
    }
    command.addAll(List.of("--output", "-"));
    return new CameraSource.Child(command, format);
  }
}
