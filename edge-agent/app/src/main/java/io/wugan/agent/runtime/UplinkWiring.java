package io.wugan.agent.runtime;

import io.wugan.agent.config.AgentConfig.MqttConfig;
import io.wugan.core.time.LotClock;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.uplink.CloudListener;
import io.wugan.sync.uplink.MqttSettings;
import io.wugan.sync.uplink.MqttTransports;
import io.wugan.sync.uplink.PahoTransport;
import io.wugan.sync.uplink.Secret;
import io.wugan.sync.uplink.Uplink;
import io.wugan.sync.uplink.UplinkSettings;
import io.wugan.sync.uplink.UplinkTimings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Starts the uplink from the configuration's words. */
public final class UplinkWiring {

  private static final Duration LONGEST_RESEND = Duration.ofMinutes(10);

  private UplinkWiring() {}

  /**
   * Starts sending what the ledger holds.
   *
   * @param site name of the lot
   * @param edge name of the board; with the site it makes the client id
   * @param mqtt the way to the cloud
   * @param ledger closed after the uplink, by whoever opened it
   * @param clock tells fresh records from old ones
   * @param listener hears what the cloud says beside acknowledgements
   * @throws IOException if the password file cannot be read
   */
  public static Uplink start(
      String site,
      String edge,
      MqttConfig mqtt,
      SqliteLedger ledger,
      LotClock clock,
      CloudListener listener)
      throws IOException {
    Optional<Secret> password = Optional.empty();
    if (mqtt.passwordFile().isPresent()) {
      password = Optional.of(password(mqtt.passwordFile().get()));
    }
    MqttSettings broker =
        new MqttSettings(
            mqtt.url(),
            clientId(site, edge, mqtt),
            mqtt.username(),
            password,
            mqtt.root(),
            mqtt.tls());
    UplinkTimings timings =
        UplinkTimings.defaults()
            .withReconnect(mqtt.reconnectMin(), mqtt.reconnectMax())
            .withAck(mqtt.resendAfter(), LONGEST_RESEND);
    UplinkSettings settings = UplinkSettings.of(site, edge, version()).withTimings(timings);
    return Uplink.start(
        ledger,
        MqttTransports.create(mqtt.version(), broker, TimeFloor.of(ledger)),
        mqtt.brokerKeepsStatus() ? settings : settings.withoutBrokerStatus(),
        clock,
        listener);
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

  /** Of the agent. */
  static String version() {
    String version = UplinkWiring.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
