package io.wugan.devices.camera;

import io.wugan.core.health.HealthPlace;
import java.time.Duration;

/**
 * What a live camera needs. Immutable.
 *
 * @param id its name in the configuration, in logs and in the name of its thread
 * @param place where its alarms belong
 * @param source where its pictures come from
 * @param decoder what decodes them
 * @param longestWait waits between two tries to connect grow up to this, at least 0.5 s
 */
public record CameraSettings(
    String id,
    HealthPlace place,
    CameraSource source,
    DecoderChoice decoder,
    Duration longestWait) {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** A camera of a lane, looked for at least every half minute. */
  public static CameraSettings of(
      String laneId, String cameraId, CameraSource source, DecoderChoice decoder) {
    return new CameraSettings(
        cameraId, HealthPlace.device(laneId, cameraId), source, decoder, LONGEST_WAIT);
  }

  /** The same, looked for more often or more rarely. */
  public CameraSettings withLongestWait(Duration other) {
    return new CameraSettings(id, place, source, decoder, other);
  }
}
