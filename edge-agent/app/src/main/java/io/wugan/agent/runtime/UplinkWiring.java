package io.wugan.agent.runtime;

import io.wugan.agent.config.AgentConfig.MqttConfig;
import io.wugan.core.time.LotClock;
import io.wugan.sync.ledger.SqliteLedger;

/** Temporary. */
public final class UplinkWiring {
  private UplinkWiring() {}

  public static AutoCloseable start(
      String site, String edge, MqttConfig mqtt, SqliteLedger ledger, LotClock clock) {
    return () -> {};
  }
}
