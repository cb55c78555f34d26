package io.wugan.agent.runtime;

import io.wugan.agent.broker.Brokers;
import io.wugan.agent.config.AgentConfig.MqttConfig;
import io.wugan.core.time.LotClock;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.uplink.CloudListener;
import io.wugan.sync.uplink.MqttSettings;
import io.wugan.sync.uplink.MqttTransports;
import io.wugan.sync.uplink.Uplink;
import io.wugan.sync.uplink.UplinkSettings;
import io.wugan.sync.uplink.UplinkTimings;
import java.io.IOException;
import java.time.Duration;

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
    MqttSettings broker = Brokers.settings(site, edge, mqtt);
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

  /** Of the agent. */
  static String version() {
    String version = UplinkWiring.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
