package io.wugan.sync.uplink;

import io.wugan.core.time.LotClock;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.thread.OwnedThread;
import java.security.SecureRandom;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the cloud told. One thread connects, sends what the ledger holds, writes down what the
 * cloud acknowledges, and connects again, for ever.
 *
 * <pre>
 * WAITING ── pause is over ─────────────▶ CONNECTING
 * CONNECTING ── SUBACK ─────────────────▶ CONNECTED
 * CONNECTING ── failed, 15 s ───────────▶ WAITING, the pause doubles up to 1 min, full jitter
 * CONNECTED ── lost, no PUBACK for 15 s ▶ WAITING, the pause begins anew if it was steady for 60 s
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class Uplink implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Uplink.class);

  /** How long closing may take. */
  public static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);

  private final UplinkLoop loop;
  private final Thread thread;

  private Uplink(UplinkLoop loop) {
    this.loop = loop;
    this.thread = OwnedThread.start("uplink", loop);
  }

  /**
   * Starts sending.
   *
   * @param ledger holds the records; is closed by whoever opened it, after the uplink
   * @param transport used by this uplink alone
   * @param settings names and limits
   * @param clock tells fresh records from old ones
   */
  public static Uplink start(
      SqliteLedger ledger, MqttTransport transport, UplinkSettings settings, LotClock clock) {
    return start(ledger, transport, settings, clock, CloudListener.NONE);
  }

  /**
   * Starts sending, and listens to more than acknowledgements.
   *
   * @param listener hears what else the cloud says
   */
  public static Uplink start(
      SqliteLedger ledger,
      MqttTransport transport,
      UplinkSettings settings,
      LotClock clock,
      CloudListener listener) {
    UplinkLoop loop =
        new UplinkLoop(
            ledger.outbox(),
            transport,
            settings,
            clock,
            System::nanoTime,
            new SecureRandom(),
            listener);
    ledger.onCommit(loop::wake);
    return new Uplink(loop);
  }

  /** Grows as long as the uplink's thread gets on, connected or not; for a watchdog. */
  public long turns() {
    return loop.turns();
  }

  /** The uplink at a glance. */
  public UplinkStats stats() {
    return loop.stats();
  }

  /**
   * Says something beside the records: after fresh ones, before the backlog. Does not block.
   *
   * @param message its topic is a channel, such as {@code up/hb}
   * @param taken told on the uplink's thread when the broker has it, which may be never; must
   *     neither block nor throw
   * @return false if it is refused, because there is no connection or {@value SideMessages#LIMIT}
   *     messages wait
   */
  public boolean tell(Publication message, Runnable taken) {
    return loop.tell(message, taken);
  }

  /**
   * Says something beside the records that may get lost: see {@link #tell(Publication, Runnable)}.
   */
  public boolean tell(Publication message) {
    return loop.tell(message, () -> {});
  }

  /** Records from this number on were opened again in the outbox and are to be sent once more. */
  public void reopened(long fromSeq) {
    loop.reopened(fromSeq);
  }

  /**
   * Sends what can be sent at once, takes leave of the broker and ends. Idempotent; blocks for at
   * most {@link #CLOSE_LIMIT}. What is not acknowledged stays in the ledger.
   */
  @Override
  public void close() {
    if (loop.finish()) {
      thread.interrupt();
    }
    try {
      thread.join(CLOSE_LIMIT.toMillis() * 3 / 4);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(CLOSE_LIMIT.toMillis() / 4);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      log.error("the uplink did not end within {} s", CLOSE_LIMIT.toSeconds());
    }
  }
}
