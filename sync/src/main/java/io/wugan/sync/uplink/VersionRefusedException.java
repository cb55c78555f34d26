package io.wugan.sync.uplink;

/** The broker does not speak the version of MQTT that it was spoken to. */
final class VersionRefusedException extends TransportException {

  private static final long serialVersionUID = 1L;

  VersionRefusedException(String problem) {
    super(problem);
  }
}
