package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.agent.testing.Passages;
import io.wugan.core.health.HealthBook;
import io.wugan.core.health.HealthFault;
import io.wugan.core.health.HealthKind;
import io.wugan.core.lot.LotHello;
import io.wugan.core.time.LotClock;
import io.wugan.devices.coap.find.FoundKeeper;
import io.wugan.devices.coap.find.KeeperSearch;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Keepers on the networks of the machine that tests: datagrams to a group come back to the machine
 * itself. Where it has none that carries multicast, searching has to say so.
 */
class LotNeighboursTest {

  private static final Duration WAIT = Duration.ofSeconds(1);

  private final LotClock clock = () -> Passages.at(Duration.ZERO);
  private final HealthBook health = new HealthBook(alarm -> true, clock);
  private final String site = UUID.randomUUID().toString(); // other machines may test as well

  private static boolean hasNetwork() throws SocketException {
    return NetworkInterface.networkInterfaces().anyMatch(LotNeighboursTest::carries);
  }

  private static boolean carries(NetworkInterface one) {
    try {
      return one.isUp()
          && one.supportsMulticast()
          && !one.isLoopback()
          && one.inetAddresses().findAny().isPresent();
    } catch (SocketException gone) {
      return false;
    }
  }

  @Test
  void keeper_isFound_andAnotherOfItsLotIsTold() throws IOException {
    LotNeighbours first = new LotNeighbours(new LotHello(site, "one"), 5694, health);
    LotNeighbours second = new LotNeighbours(new LotHello(site, "two"), 5700, health);
    try {
      first.look();
      if (!hasNetwork()) {
        assertThatThrownBy(() -> KeeperSearch.find(Optional.of(site), WAIT))
            .hasMessageContaining("no network interface");
        return;
      }
      assertThat(KeeperSearch.find(Optional.of(site), WAIT))
          .extracting(FoundKeeper::edge)
          .containsOnly("one");
      assertThat(health.faults()).isEmpty();

      second.look();

      List<HealthFault> faults = health.faults();
      assertThat(faults).extracting(HealthFault::kind).containsExactly(HealthKind.KEEPER_CONFLICT);
      assertThat(faults.get(0).detail()).contains("board one").contains("this lot too");
    } finally {
      first.close();
      second.close();
    }
    assertThat(KeeperSearch.find(Optional.of(site), WAIT)).isEmpty();
  }
}
