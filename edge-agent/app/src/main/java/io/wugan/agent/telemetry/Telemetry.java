package io.wugan.agent.telemetry;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.time.LotClock;
import io.wugan.sync.uplink.DigestBuilder;
import io.wugan.sync.uplink.Publication;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says each minute how the board is, and each hour over which records the cloud and the board
 * should agree; on its own thread {@code telemetry}. What is not heard is not repeated: the next
 * one follows.
 */
public final class Telemetry {

  private static final Logger log = LoggerFactory.getLogger(Telemetry.class);

  /** Between two heartbeats. */
  public static final Duration HEARTBEAT = Duration.ofMinutes(1);

  /** Between two digests. */
  public static final Duration DIGEST = Duration.ofHours(1);

  private static final String HEARTBEAT_CHANNEL = "up/hb";

  /** Three heartbeats. */
  private static final Duration USEFUL = Duration.ofMinutes(3);

  private final HeartbeatSource heartbeats;
  private final DigestBuilder digests;
  private final LotClock clock;
  private final Predicate<Publication> uplink;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "telemetry");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param heartbeats puts heartbeats together
   * @param digests puts digests together
   * @param clock when they are said
   * @param uplink says something to the cloud; false if it does not
   */
  public Telemetry(
      HeartbeatSource heartbeats,
      DigestBuilder digests,
      LotClock clock,
      Predicate<Publication> uplink) {
    this.heartbeats = heartbeats;
    this.digests = digests;
    this.clock = clock;
    this.uplink = uplink;
  }

  /** Begins, once. */
  @SuppressWarnings("FutureReturnValueIgnored") // each reports its own failures
  public void start() {
    executor.scheduleWithFixedDelay(
        () -> quietly(this::heartbeat), 5, HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
    executor.scheduleWithFixedDelay(
        () -> quietly(heartbeats::look), 1, BoardWatch.EVERY.toSeconds(), TimeUnit.SECONDS);
    executor.scheduleWithFixedDelay(
        () -> quietly(this::digest), 60, DIGEST.toSeconds(), TimeUnit.SECONDS);
  }

  /** Says at once how the board is; false if nobody hears it. Any thread, but the uplink's. */
  public boolean sayNow() throws InterruptedException {
    try {
      return executor.submit(this::heartbeat).get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException no) {
      log.warn("no heartbeat", no);
      return false;
    }
  }

  private boolean heartbeat() {
    return uplink.test(Publication.fleeting(HEARTBEAT_CHANNEL, heartbeats.next().json(), USEFUL));
  }

  private void digest() {
    digests
        .build(clock.now().utc())
        .ifPresent(
            digest -> {
              if (!uplink.test(digest)) {
                log.debug("nobody hears the digest; the next one follows");
              }
            });
  }

  private static void quietly(Runnable work) {
    try {
      work.run();
    } catch (LedgerException unreadable) {
      log.warn("no word about the board: {}", unreadable.getMessage());
    } catch (RuntimeException fault) { // would end the words without one
      log.error("no word about the board", fault);
    }
  }

  /** Ends the thread; waits for at most five seconds. */
  public void close() throws InterruptedException {
    executor.shutdownNow();
    if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
      log.warn("telemetry did not end within 5 s");
    }
  }
}
