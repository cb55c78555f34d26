package io.wugan.agent.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a configuration that is on probation, on its own thread {@code probation}: at its end the
 * cloud must be in reach, and every camera that gave pictures before must give them still, unless
 * its lane is gone. Otherwise the configuration is taken back.
 */
public final class Probation {

  private static final Logger log = LoggerFactory.getLogger(Probation.class);

  private final ConfigStore store;
  private final ConfigDesk desk;
  private final BooleanSupplier connected;
  private final Supplier<List<String>> lanesNow;
  private final List<String> lanesConfigured;
  private final Runnable startAnew;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "probation");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param store holds what is on probation
   * @param desk tells what became of it
   * @param connected whether the cloud is in reach
   * @param lanesNow whose cameras give pictures now
   * @param lanesConfigured all lanes of this configuration
   * @param startAnew begins to end the agent, to be started with what was in force before
   */
  public Probation(
      ConfigStore store,
      ConfigDesk desk,
      BooleanSupplier connected,
      Supplier<List<String>> lanesNow,
      List<String> lanesConfigured,
      Runnable startAnew) {
    this.store = store;
    this.desk = desk;
    this.connected = connected;
    this.lanesNow = lanesNow;
    this.lanesConfigured = List.copyOf(lanesConfigured);
    this.startAnew = startAnew;
  }

  /** Begins, if something is on probation. */
  @SuppressWarnings("FutureReturnValueIgnored") // the end reports its own failures
  public void start(Duration length) {
    if (store.onTrial().isPresent()) {
      executor.schedule(this::end, length.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void end() {
    List<String> wrong = new ArrayList<>();
    if (!connected.getAsBoolean()) {
      wrong.add("the cloud is not in reach");
    }
    List<String> blind = new ArrayList<>(store.lanesBefore());
    blind.retainAll(lanesConfigured);
    blind.removeAll(lanesNow.get());
    blind.forEach(lane -> wrong.add("the camera of lane " + lane + " gives no pictures any more"));
    try {
      if (wrong.isEmpty()) {
        store.keep();
        desk.tell();
      } else {
        store.revert(String.join("; ", wrong));
        startAnew.run();
      }
    } catch (IOException unwritten) {
      // Still on probation: the next start counts.
      log.error("the end of the probation cannot be written down: {}", unwritten.getMessage());
    }
  }

  /** Ends the thread; a probation that is cut off begins anew with the next start. */
  public void close() throws InterruptedException {
    executor.shutdownNow();
    if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
      log.warn("the probation did not end within 5 s");
    }
  }
}
