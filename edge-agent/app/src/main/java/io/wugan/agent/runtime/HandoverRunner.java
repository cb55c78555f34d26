package io.wugan.agent.runtime;

import io.wugan.core.lot.PassageForwarder;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands waiting passages to the board that keeps the lot, for as long as this board runs, on its
 * own thread {@code handover}.
 */
final class HandoverRunner {

  private static final Logger log = LoggerFactory.getLogger(HandoverRunner.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final PassageForwarder forwarder;
  private final Runnable between;
  private final OwnedLoop loop = new OwnedLoop("handover", STOP_LIMIT, this::step);

  HandoverRunner(PassageForwarder forwarder) {
    this(forwarder, () -> {});
  }

  /**
   * @param between done between two handovers, on the same thread; several times a second while
   *     nothing waits
   */
  HandoverRunner(PassageForwarder forwarder, Runnable between) {
    this.forwarder = forwarder;
    this.between = between;
  }

  /** Begins; to be called once. */
  void start() {
    loop.start();
  }

  private Duration step() {
    try {
      between.run();
      return forwarder.step();
    } catch (RuntimeException fault) { // top of an owned thread
      log.error("passages were not handed to the keeper; they wait", fault);
      return PassageForwarder.LONGEST_WAIT;
    }
  }

  /** Ends after the handover in flight; what still waits is handed over after the next start. */
  void close() throws InterruptedException {
    loop.close();
  }
}
