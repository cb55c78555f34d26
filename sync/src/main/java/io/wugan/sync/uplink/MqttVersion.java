package io.wugan.sync.uplink;

import java.util.Arrays;
import java.util.Optional;

/** Versions of MQTT that a board can speak. */
public enum MqttVersion {
  /** MQTT 3.1.1, which every broker speaks. */
  V3_1_1("3.1.1"),
  /** MQTT 5.0. */
  V5("5");

  private final String text;

  MqttVersion(String text) {
    this.text = text;
  }

  /** As it stands in a configuration. */
  public String text() {
    return text;
  }

  /** The version of this name; empty if there is none. */
  public static Optional<MqttVersion> named(String text) {
    return Arrays.stream(values()).filter(version -> version.text.equals(text)).findFirst();
  }
}
