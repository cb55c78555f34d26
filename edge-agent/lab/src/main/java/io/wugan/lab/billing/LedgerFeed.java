package io.wugan.lab.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The back end's ledger loop without a broker: messages are handed to it one after another, as fast
 * as it takes them, and its acknowledgements are read. For proofs and measurements. Thread-safe.
 */
public final class LedgerFeed implements AutoCloseable {
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 20;

  private final BackendSettings settings;
  private final BlockingQueue<Delivery> inbox;
  private final OwnedThread thread = new OwnedThread("billing-ledger");
  private final Map<String, Long> upto = new ConcurrentHashMap<>();
  private final AtomicLong completed = new AtomicLong();

  private LedgerFeed(BackendSettings settings) {
    this.settings = settings;
    this.inbox = new ArrayBlockingQueue<>(settings.inboxMessages());
  }

  /**
   * Starts the loop; the settings' broker is never asked.
   *
   * @throws BillingLedgerException if the database cannot be opened
   */
  public static LedgerFeed start(BackendSettings settings) {
    BillingLedger.open(settings).close();
    LedgerFeed feed = new LedgerFeed(settings);
    LedgerLoop loop =
        new LedgerLoop(settings, stay -> {}, feed.new Line(), feed.inbox, feed.thread);
    feed.thread.start(loop);
    return feed;
  }

  /** Hands over a message; waits while the inbox is full. */
  public void deliver(String topic, byte[] payload) throws InterruptedException {
    inbox.put(new Delivery(this, 0, 1, topic, payload));
  }

  /** How far the edge that listens on {@code ackTopic} was told that its events are committed. */
  public long upto(String ackTopic) {
    return upto.getOrDefault(ackTopic, 0L);
  }

  /** How many messages are dealt with. */
  public long completed() {
    return completed.get();
  }

  /** Waits until so many messages are dealt with; false if that takes longer than the limit. */
  public boolean awaitCompleted(long messages, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (completed.get() < messages) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return true;
  }

  private final class Line implements CloudLine {
    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public boolean publish(String topic, byte[] payload) {
      JsonNode ack = Json.stored(new String(payload, StandardCharsets.UTF_8));
      upto.merge(topic, ack.path("upto").asLong(), Math::max);
      return true;
    }

    @Override
    public void complete(Delivery delivery) {
      completed.incrementAndGet();
    }
  }

  /** Settings that the loop runs by. */
  public BackendSettings settings() {
    return settings;
  }

  /** Ends the loop within a deadline. Idempotent. */
  @Override
  public void close() {
    thread.stop(STOP_DEADLINE);
  }
}
