package io.wugan.sync.uplink;

import java.util.Optional;

/**
 * What a broker of MQTT 5 says in its CONNACK (section 3.2), as much of it as a board needs.
 *
 * @param reason 0 where the broker takes the connection
 * @param speaksFive whether it is an answer of MQTT 5; 3.1.1 has one without properties
 * @param receiveMaximum messages that may be under way, 1 to 65,535
 * @param maximumQos 0, 1 or 2
 * @param retainAvailable whether it keeps messages
 * @param maximumPacket bytes of the longest packet that it takes
 * @param explanation for a person
 */
record Connack(
    int reason,
    boolean speaksFive,
    int receiveMaximum,
    int maximumQos,
    boolean retainAvailable,
    long maximumPacket,
    Optional<String> explanation) {

  private static final int UNACCEPTABLE_VERSION_OF_3 = 1;
  private static final int UNSUPPORTED_VERSION = 0x84;

  /** Whether the broker speaks another version. */
  boolean refusesVersion() {
    return reason == UNSUPPORTED_VERSION || (!speaksFive && reason == UNACCEPTABLE_VERSION_OF_3);
  }
}
