package io.wugan.agent.broker;

import io.wugan.agent.config.AgentConfig.MqttConfig;
import io.wugan.sync.uplink.MqttSettings;
import io.wugan.sync.uplink.PahoTransport;
import io.wugan.sync.uplink.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the broker is and who the board is to it. */
public final class Brokers {

  private Brokers() {}

  /**
   * Settings of the connection.
   *
   * @param site name of the lot
   * @param edge name of the board; with the site it makes the client id where neither the
   *     configuration nor the certificate names one
   * @throws IOException if the password file cannot be read, saying which
   */
  public static MqttSettings settings(String site, String edge, MqttConfig mqtt)
      throws IOException {
    Optional<Secret> password = Optional.empty();
    if (mqtt.passwordFile().isPresent()) {
      password = Optional.of(password(mqtt.passwordFile().get()));
    }
    return new MqttSettings(
        mqtt.url(), clientId(site, edge, mqtt), mqtt.username(), password, mqtt.root(), mqtt.tls());
  }

  private static String clientId(String site, String edge, MqttConfig mqtt) {
    return mqtt.clientId()
        .or(() -> PahoTransport.certificateName(mqtt.tls()))
        .orElse(site + "-" + edge);
  }

  private static Secret password(Path file) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new IOException(
          "password file " + file + " (key mqtt.passwordFile) cannot be read: " + unreadable,
          unreadable);
    }
    if (lines.isEmpty() || lines.get(0).isEmpty()) {
      throw new IOException(
          "password file " + file + " (key mqtt.passwordFile): its first line is empty");
    }
    return Secret.of(lines.get(0));
  }
}
