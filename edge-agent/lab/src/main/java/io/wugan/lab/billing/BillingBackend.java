package io.wugan.lab.billing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The back end as a whole.
 *
 * <pre>
 * broker ─▶ MqttLink ─▶ inbox (bounded) ─▶ LedgerLoop: EventReader ─▶ BillingLedger.take = COMMIT
 *                                                          │
 *            broker's own ack ◀── after the commit ────────┤
 *            dn/ack to the edge ◀── after the commit ──────┤   AckBook
 *            StayListener ◀── after the acknowledgement ───┘
 * </pre>
 *
 * Thread-safe.
 */
public final class BillingBackend implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BillingBackend.class);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);
  private static final int LOG_EVERY = 20;

  private final BackendSettings settings;
  private final BlockingQueue<Delivery> inbox;
  private final AtomicLong dropped = new AtomicLong();
  private final OwnedThread thread = new OwnedThread("billing-ledger");
  private final MqttLink link;

  private BillingBackend(BackendSettings settings) {
    this.settings = settings;
    this.inbox = new ArrayBlockingQueue<>(settings.inboxMessages());
    this.link = new MqttLink(settings, this::arrived);
  }

  /**
   * Starts receiving and billing. Does not wait for the broker: a back end whose broker is away
   * tries again until it is there.
   *
   * @throws BillingLedgerException if the database cannot be opened
   */
  public static BillingBackend start(BackendSettings settings, StayListener listener) {
    BillingLedger.open(settings).close();
    BillingBackend backend = new BillingBackend(settings);
    LedgerLoop loop =
        new LedgerLoop(settings, listener, backend.link, backend.inbox, backend.thread);
    backend.thread.start(loop);
    backend.link.start();
    return backend;
  }

  /** On the library's thread: never blocks. */
  private void arrived(Delivery delivery) {
    if (inbox.offer(delivery)) {
      return;
    }
    // Not acknowledged to the edge, so it comes again; acknowledged to the broker, so that the
    // broker's window does not fill with it.
    link.complete(delivery);
    if (dropped.getAndIncrement() % LOG_EVERY == 0) {
      LOG.warn("inbox of {} is full, {} messages dropped", settings.inboxMessages(), dropped);
    }
  }

  /** Whether the broker is reached at the moment. */
  public boolean isConnected() {
    return link.isConnected();
  }

  /** What the ledger holds now; reads the database, so it takes as long as that. */
  public BackendReport report() {
    return BackendReport.read(settings.database());
  }

  /** Bills so far, oldest exit first, with whole plates. */
  public List<Stay> listStays() {
    return report().stays();
  }

  /**
   * Stops: ends the batch in hand, sends what is owed, leaves the broker. What is still in the
   * inbox was not acknowledged to anybody and comes again. Takes at most 25 s. Idempotent.
   */
  @Override
  public void close() {
    thread.stop(STOP_DEADLINE);
    link.stop();
  }
}
