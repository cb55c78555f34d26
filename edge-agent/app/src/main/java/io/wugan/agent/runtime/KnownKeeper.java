package io.wugan.agent.runtime;

import io.wugan.agent.config.LotConfig;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.core.lot.HandoverException;
import io.wugan.core.lot.LotHello;
import io.wugan.devices.coap.find.FoundKeeper;
import io.wugan.devices.coap.find.KeeperSearch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which board keeps the lot, as far as a gate knows: the first that answered with the gate's key,
 * until the gate's next start. Any other that answers is a conflict. Confined to one thread.
 */
final class KnownKeeper {

  private static final Logger log = LoggerFactory.getLogger(KnownKeeper.class);
  private static final Duration SEARCH = Duration.ofSeconds(1);
  private static final int MOST_PLACES = 4; // each that does not answer costs a hello's limit

  private final LotConfig.Gate config;
  private final String site;
  private final HealthSink health;
  private @Nullable String edge;
  private InetSocketAddress address = new InetSocketAddress(0);
  private boolean conflict;

  /**
   * @param config where the keeper is
   * @param site the lot
   * @param health told of others
   */
  KnownKeeper(LotConfig.Gate config, String site, HealthSink health) {
    this.config = config;
    this.site = site;
    this.health = health;
  }

  /**
   * Where the keeper may be: one place, or all that say so on the lot's network; blocks for a
   * second where it is looked for.
   *
   * @throws HandoverException if nobody says so
   */
  List<InetSocketAddress> places() throws HandoverException {
    if (config.host().isPresent()) {
      return List.of(new InetSocketAddress(config.host().get(), config.port()));
    }
    try {
      List<FoundKeeper> found = KeeperSearch.find(Optional.of(site), SEARCH);
      if (found.isEmpty()) {
        throw new HandoverException("no board of this network says that it keeps " + site);
      }
      return found.stream().map(FoundKeeper::address).limit(MOST_PLACES).toList();
    } catch (IOException noNetwork) {
      throw new HandoverException("the keeper is looked for: " + noNetwork.getMessage());
    }
  }

  /**
   * The keeper, to hand something over to.
   *
   * @throws HandoverException if none is known, or any other board has answered as one
   */
  String edge() throws HandoverException {
    String known = edge;
    if (known == null || conflict) {
      throw new HandoverException("another board answers as keeper");
    }
    return known;
  }

  /**
   * These have answered a hello.
   *
   * @param answers by the place that answered, at least one
   */
  void meet(Map<InetSocketAddress, LotHello> answers) {
    Set<String> strangers = new TreeSet<>();
    for (LotHello answer : answers.values()) {
      if (!answer.site().equals(site)) {
        strangers.add(answer.edge() + " of site " + answer.site());
      } else if (edge == null) {
        log.info("board {} keeps this lot", answer.edge());
        edge = answer.edge();
      } else if (!answer.edge().equals(edge)) {
        strangers.add(answer.edge());
      }
    }
    conflict = !strangers.isEmpty();
    address = answers.keySet().iterator().next();
    health.set(
        HealthKind.KEEPER_CONFLICT,
        HealthPlace.BOARD,
        conflict,
        "answers as keeper: %s; passages wait for %s".formatted(strangers, edge));
  }

  /** Whether any board but the keeper has answered as one: nothing is handed over. */
  boolean hasConflict() {
    return conflict;
  }

  /** Where the keeper has answered last. */
  InetSocketAddress address() {
    return address;
  }
}
