package io.wugan.devices.camera;

import io.wugan.core.health.HealthPlace;

/**
 * What a live camera needs. Immutable.
 *
 * @param id its name in the configuration, in logs and in the name of its thread
 * @param place where its alarms belong
 * @param source where its pictures come from
 * @param decoder what decodes them
 */
public record CameraSettings(
    String id, HealthPlace place, CameraSource source, DecoderChoice decoder) {

  /** A camera of a lane. */
  public static CameraSettings of(
      String laneId, String cameraId, CameraSource source, DecoderChoice decoder) {
    return new CameraSettings(cameraId, HealthPlace.device(laneId, cameraId), source, decoder);
  }
}
