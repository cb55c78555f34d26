package io.wugan.agent.runtime;

import io.wugan.agent.system.ChronyTracking;
import io.wugan.agent.system.ShortCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks chrony whether it has set the clock: every ten seconds, on its own thread {@code chrony},
 * until it says so once in this run. Where chrony does not run, nothing is asked. What it answers
 * stands in chronyc(1), {@code tracking}; as with systemd-timesyncd, a server that is lost later
 * takes nothing back.
 *
 * <p>Thread-safe.
 */
final class ChronyWatch {

  private static final Logger log = LoggerFactory.getLogger(ChronyWatch.class);
  private static final List<Path> PROGRAMS =
      List.of(
          Path.of("/usr/bin/chronyc"),
          Path.of("/usr/sbin/chronyc"),
          Path.of("/usr/local/bin/chronyc"));
  private static final Path RUNS = Path.of("/run/chrony");
  private static final long PERIOD_SECONDS = 10;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
  private static final int MOST_BYTES = 4096;

  private final Path runs;
  private final List<Path> programs;
  private final Duration limit;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "chrony");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean synced;

  /**
   * @param runs is there while chrony runs
   * @param programs where {@code chronyc} may be; the first that is there is asked
   * @param limit for its answer
   */
  ChronyWatch(Path runs, List<Path> programs, Duration limit) {
    this.runs = runs;
    this.programs = programs;
    this.limit = limit;
  }

  /** Begins to ask, at once. */
  @SuppressWarnings("FutureReturnValueIgnored") // a look reports its own failures
  static ChronyWatch start() {
    ChronyWatch watch = new ChronyWatch(RUNS, PROGRAMS, ANSWER_LIMIT);
    watch.executor.scheduleWithFixedDelay(watch::look, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    return watch;
  }

  /** Whether chrony has said that it set the clock. */
  boolean isSynced() {
    return synced;
  }

  /** Asks once; blocks for at most the limit. */
  void look() {
    if (synced || !Files.exists(runs)) {
      return;
    }
    Optional<Path> program = programs.stream().filter(Files::isExecutable).findFirst();
    if (program.isEmpty()) {
      return;
    }
    try {
      if (ask(program.get()).filter(ChronyTracking::isSet).isPresent()) {
        synced = true;
        log.info("chrony has set the clock");
      }
    } catch (IOException unasked) {
      log.debug("chrony does not say whether the clock is set", unasked);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException fault) { // top of an owned thread: the next look must come
      log.error("chrony was not asked", fault);
    }
  }

  private Optional<ChronyTracking> ask(Path program) throws IOException, InterruptedException {
    return ShortCommand.run(limit, MOST_BYTES, program, ChronyTracking.ARGUMENTS)
        .flatMap(ChronyTracking::parse);
  }

  /** Ends the thread; waits for at most five seconds. */
  void close() throws InterruptedException {
    executor.shutdownNow();
    if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
      log.warn("the thread that asks chrony did not end within 5 s");
    }
  }
}
