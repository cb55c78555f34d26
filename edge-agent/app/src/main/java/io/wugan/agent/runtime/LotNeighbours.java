package io.wugan.agent.runtime;

import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.core.lot.LotHello;
import io.wugan.devices.coap.find.FoundKeeper;
import io.wugan.devices.coap.find.KeeperBeacon;
import io.wugan.devices.coap.find.KeeperSearch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets gates find this keeper, and looks every minute whether another board keeps the same lot.
 * What another says is not proved, so it is told and changes nothing. Confined to one thread.
 */
final class LotNeighbours {

  private static final Logger log = LoggerFactory.getLogger(LotNeighbours.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final Duration SEARCH = Duration.ofSeconds(1);
  private static final int FOUND_NOTHING = 3; // an answer may get lost

  private final LotHello self;
  private final int port;
  private final HealthSink health;
  private @Nullable KeeperBeacon beacon;
  private boolean told;
  private int nothing;
  private long nextNanos = System.nanoTime();

  /**
   * @param self this board and its lot
   * @param port where its link listens
   * @param health told of another keeper
   */
  LotNeighbours(LotHello self, int port, HealthSink health) {
    this.self = self;
    this.port = port;
    this.health = health;
  }

  /** To be called every few seconds; blocks for about a second once a minute. */
  void look() {
    if (System.nanoTime() - nextNanos < 0) {
      return;
    }
    nextNanos = System.nanoTime() + AGAIN.toNanos();
    announce();
    try {
      judge(KeeperSearch.find(Optional.of(self.site()), SEARCH));
    } catch (IOException noNetwork) {
      log.debug("no look for other keepers: {}", noNetwork.getMessage());
    }
  }

  private void announce() {
    if (beacon != null) {
      return;
    }
    try {
      beacon = KeeperBeacon.start(self.site(), self.edge(), port);
    } catch (IOException taken) {
      if (!told) {
        log.warn("gates with 'keeper: auto' do not find this board: {}", taken.getMessage());
        told = true;
      }
    }
  }

  private void judge(List<FoundKeeper> found) {
    Optional<FoundKeeper> other =
        found.stream().filter(keeper -> !keeper.edge().equals(self.edge())).findFirst();
    if (other.isPresent()) {
      nothing = 0;
      health.wrong(
          HealthKind.KEEPER_CONFLICT,
          HealthPlace.BOARD,
          "board %s at %s says that it keeps this lot too"
              .formatted(other.get().edge(), other.get().address().getAddress().getHostAddress()));
    } else if (++nothing >= FOUND_NOTHING) {
      health.right(HealthKind.KEEPER_CONFLICT, HealthPlace.BOARD);
    }
  }

  /** Ends within a second. */
  void close() {
    KeeperBeacon running = beacon;
    if (running != null) {
      running.close();
    }
  }
}
