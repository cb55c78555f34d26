package io.wugan.agent.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  // chronyc -c tracking: reference, its name, stratum, 10 numbers, leap status.
  private static final int FIELDS = 14;
  private static final int STRATUM = 2;
  private static final int DEEPEST_STRATUM = 15;
  private static final Set<String> NO_REFERENCE = Set.of("00000000", "7F7F0101"); // none; itself
  private static final Set<String> SET = Set.of("Normal", "Insert second", "Delete second");

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
      if (saysSet(ask(program.get()))) {
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

  private String ask(Path program) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(program.toString(), "-n", "-c", "tracking")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(program + ": no answer within " + limit.toMillis() + " ms");
      }
      // One line is less than a pipe holds, so it can be read afterwards, without waiting.
      byte[] said = process.getInputStream().readNBytes(MOST_BYTES);
      return process.exitValue() == 0 ? new String(said, StandardCharsets.UTF_8) : "";
    } finally {
      process.destroyForcibly();
    }
  }

  /** Whether a line of {@code chronyc -c tracking} tells of a clock that a server has set. */
  static boolean saysSet(String line) {
    String[] fields = line.strip().split(",", -1);
    if (fields.length != FIELDS || NO_REFERENCE.contains(fields[0])) {
      return false;
    }
    try {
      int stratum = Integer.parseInt(fields[STRATUM]);
      return stratum >= 1 && stratum <= DEEPEST_STRATUM && SET.contains(fields[FIELDS - 1]);
    } catch (NumberFormatException other) {
      return false;
    }
  }

  /** Ends the thread; waits for at most five seconds. */
  void close() throws InterruptedException {
    executor.shutdownNow();
    if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
      log.warn("the thread that asks chrony did not end within 5 s");
    }
  }
}
