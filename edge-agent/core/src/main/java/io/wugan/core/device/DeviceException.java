package io.wugan.core.device;

/** A device failed, or does not do what it should. */
public final class DeviceException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param deviceId the device in the configuration
   * @param problem what is wrong, and what is allowed
   */
  public DeviceException(String deviceId, String problem) {
    super(deviceId + ": " + problem);
  }

  /**
   * @param deviceId the device in the configuration
   * @param problem what is wrong, and what is allowed
   * @param cause what the device's library said
   */
  public DeviceException(String deviceId, String problem, Throwable cause) {
    super(deviceId + ": " + problem, cause);
  }
}
