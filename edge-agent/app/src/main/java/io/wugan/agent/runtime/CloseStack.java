package io.wugan.agent.runtime;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What was started, to be stopped in reverse order. Every part is stopped even when another one
 * fails to; the failures are told together. Confined to the thread that holds the owner's lock.
 */
public final class CloseStack {

  /** Stops one part; has its own time limit. */
  @FunctionalInterface
  public interface Stop {
    /** Stops it. */
    void run() throws IOException, InterruptedException;
  }

  private final Deque<Stop> stops = new ArrayDeque<>();

  /** The next to be stopped, before all that were pushed earlier. */
  public void push(Stop stop) {
    stops.push(stop);
  }

  /**
   * Stops everything that is left; a second call finds nothing to do.
   *
   * @throws IllegalStateException with every failure attached
   */
  public void closeAll() {
    @Nullable IllegalStateException failure = null;
    while (!stops.isEmpty()) {
      try {
        stops.pop().run();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        failure = attach(failure, interrupted);
      } catch (IOException | RuntimeException failed) {
        failure = attach(failure, failed);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static IllegalStateException attach(
      @Nullable IllegalStateException failure, Exception part) {
    IllegalStateException all =
        failure == null ? new IllegalStateException("not everything stopped in order") : failure;
    all.addSuppressed(part);
    return all;
  }
}
