package io.wugan.agent.runtime;

import io.wugan.agent.config.LotConfig;
import io.wugan.agent.lot.HandoverPort;
import io.wugan.agent.lot.PicturePort;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.core.lot.LotHello;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import io.wugan.devices.coap.lot.LotRefusedException;
import io.wugan.devices.coap.lot.LotRefusedException.Reason;
import io.wugan.devices.coap.lot.LotServer;
import io.wugan.sync.contract.LotHelloCodec;
import io.wugan.sync.contract.MalformedMessageException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keeper's side of a lot, from its making on: takes what sister boards hand over, and notices
 * which of them are away. Thread-safe.
 */
final class LotKeeper {

  private static final Logger log = LoggerFactory.getLogger(LotKeeper.class);

  /** Gates say hello every {@link LotGate#HELLO}; one may get lost, and a board restarts. */
  static final Duration AWAY_AFTER = Duration.ofMinutes(3);

  private final LotConfig.Keeper config;
  private final LotHello self;
  private final HandoverPort handovers;
  private final HealthSink health;
  private final LotClock clock;
  private final LotServer server;
  private final LotNeighbours neighbours;
  private final Map<String, Long> heardNanos = new ConcurrentHashMap<>();

  /**
   * @param config who may ask, and where
   * @param self this board and its lot
   * @param board captures what is handed over, and is told which boards are away
   * @throws IOException if the port is taken, or the keys cannot be read
   */
  LotKeeper(LotConfig.Keeper config, LotHello self, LotBoard board) throws IOException {
    this.config = config;
    this.self = self;
    this.handovers = new HandoverPort(self.edge(), board.intake());
    this.health = board.health();
    this.clock = board.clock();
    long now = System.nanoTime();
    config.boards().forEach(sister -> heardNanos.put(sister, now));
    this.server =
        LotServer.start(
            config.listen(),
            config.keys(),
            board.sessions(),
            Map.of(
                HandoverPort.PATH,
                this::handover,
                HandoverPort.HELLO_PATH,
                this::hello,
                PicturePort.PATH,
                new PicturePort(board.pictures(), config.boards())));
    this.neighbours = new LotNeighbours(self, server.address().getPort(), health);
    log.info("this board keeps the lot for {}", config.boards());
  }

  /** Where it listens. */
  InetSocketAddress address() {
    return server.address();
  }

  private byte[] handover(String board, byte[] body) throws LotRefusedException {
    byte[] receipt = handovers.answer(board, body);
    heardNanos.put(board, System.nanoTime());
    return receipt;
  }

  private byte[] hello(String board, byte[] body) throws LotRefusedException {
    LotTime heard = clock.now();
    LotHello hello;
    try {
      hello = LotHelloCodec.read(body);
    } catch (MalformedMessageException malformed) {
      throw new LotRefusedException(Reason.MALFORMED, String.valueOf(malformed.getMessage()));
    }
    boolean own = hello.site().equals(self.site()) && hello.edge().equals(board);
    if (!own || !config.boards().contains(hello.edge())) {
      throw new LotRefusedException(
          Reason.UNKNOWN_BOARD,
          "site %s board %s; this board keeps site %s for %s"
              .formatted(hello.site(), hello.edge(), self.site(), config.boards()));
    }
    heardNanos.put(board, System.nanoTime());
    return LotHelloCodec.write(self.answering(heard, clock.now()));
  }

  /** Looks who is away, and who else keeps this lot; to be called every few seconds. */
  void look() {
    neighbours.look();
    long now = System.nanoTime();
    for (String board : config.boards()) {
      long silent = now - heardNanos.getOrDefault(board, now);
      health.set(
          HealthKind.SISTER_AWAY,
          HealthPlace.boardDevice(board),
          silent > AWAY_AFTER.toNanos(),
          "not heard for " + Duration.ofNanos(silent).toMinutes() + " minutes");
    }
  }

  /** Ends after the answer that is being worked out. */
  void close() throws IOException {
    neighbours.close();
    server.close();
  }
}
