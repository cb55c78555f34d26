package io.wugan.agent.metrics;

import io.wugan.agent.lane.LaneMeter;
import io.wugan.core.health.HealthBook;
import io.wugan.core.time.LotClock;
import io.wugan.sync.contract.Heartbeat;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.uplink.UplinkStats;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where figures come from. All of it may be asked on any thread.
 *
 * @param version of the program
 * @param ledger of the board
 * @param lot occupancy, open stays and reviews; reads the ledger
 * @param machine memory, room, temperature, supply
 * @param uplink the uplink at a glance
 * @param lanes by id
 * @param health what is wrong
 * @param clock the board's
 */
public record MetricsBoard(
    String version,
    SqliteLedger ledger,
    Supplier<Heartbeat.Lot> lot,
    Supplier<Heartbeat.Machine> machine,
    Supplier<UplinkStats> uplink,
    Map<String, LaneMeter> lanes,
    HealthBook health,
    LotClock clock) {

  public MetricsBoard {
    lanes = Map.copyOf(lanes);
  }
}
