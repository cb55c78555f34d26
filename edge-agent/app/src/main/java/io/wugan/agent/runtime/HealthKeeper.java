package io.wugan.agent.runtime;

import io.wugan.core.health.HealthBook;
import io.wugan.core.health.HealthEvents;
import io.wugan.core.time.LotClock;
import java.time.Duration;

/** Tells what changes in the board's health book, on its own thread {@code health}. */
final class HealthKeeper {

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration AGAIN = Duration.ofSeconds(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final HealthBook book;
  private final OwnedLoop loop = new OwnedLoop("health", STOP_LIMIT, this::turn);

  HealthKeeper(HealthEvents events, LotClock clock) {
    this.book = new HealthBook(events, clock);
  }

  /** Where parts say how they stand. */
  HealthBook book() {
    return book;
  }

  /** Begins; to be called once. */
  void start() {
    loop.start();
  }

  private Duration turn() throws InterruptedException {
    boolean told = !book.awaitNews(LOOK) || book.tell();
    return told ? Duration.ZERO : AGAIN;
  }

  /** What is not told by now is told after the next start, if it is still so. */
  void close() throws InterruptedException {
    loop.close();
  }
}
