package io.wugan.agent.runtime;

import io.wugan.agent.config.LotConfig;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.lot.LotHello;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins this board to the other boards of its lot, as keeper or as gate. What cannot begin, as for
 * a key that is missing or a port that is taken, is tried again every minute on its own thread
 * {@code lot}; lanes go on, and their passages wait.
 */
final class LotLink {

  private static final Logger log = LoggerFactory.getLogger(LotLink.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  /** A part that runs once it could be started. */
  private interface Started {
    void close() throws IOException, InterruptedException;
  }

  private final LotConfig config;
  private final LotHello self;
  private final LotBoard board;
  private final OwnedLoop loop = new OwnedLoop("lot", STOP_LIMIT, this::turn, this::end);
  private @Nullable Started part; // belongs to the thread, as do the next two
  private @Nullable Runnable looking;
  private long nextTryNanos = System.nanoTime();

  /**
   * @param config what this board is in its lot
   * @param self this board and its lot
   * @param board what it needs
   */
  LotLink(LotConfig config, LotHello self, LotBoard board) {
    this.config = config;
    this.self = self;
    this.board = board;
  }

  /** Begins; to be called once. */
  void start() {
    loop.start();
  }

  private Duration turn() {
    if (part == null && System.nanoTime() - nextTryNanos >= 0) {
      nextTryNanos = System.nanoTime() + AGAIN.toNanos();
      begin();
    }
    Runnable look = looking;
    if (look != null) {
      look.run();
    }
    return LOOK;
  }

  private void begin() {
    try {
      if (config instanceof LotConfig.Keeper keeper) {
        LotKeeper started = new LotKeeper(keeper, self, board);
        looking = started::look;
        part = started::close;
      } else if (config instanceof LotConfig.Gate gate) {
        LotGate started = new LotGate(gate, self, board);
        looking = started::look;
        part = started::close;
        started.start();
      }
    } catch (IOException | RuntimeException refused) {
      log.error("the lot's link cannot begin, it is tried again in {}", AGAIN, refused);
      tell(String.valueOf(refused.getMessage()));
      end();
    }
  }

  private void tell(String why) {
    if (config instanceof LotConfig.Keeper keeper) {
      for (String sister : keeper.boards()) {
        board.health().wrong(HealthKind.SISTER_AWAY, HealthPlace.boardDevice(sister), why);
      }
    } else {
      board.health().wrong(HealthKind.KEEPER_AWAY, HealthPlace.BOARD, why);
    }
  }

  private void end() {
    Started running = part;
    part = null;
    looking = null;
    if (running == null) {
      return;
    }
    try {
      running.close();
    } catch (IOException unsaved) {
      log.warn("the lot's link ended, but its sessions are not saved", unsaved);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends; what was not handed over is after the next start. */
  void close() throws InterruptedException {
    loop.close();
  }
}
