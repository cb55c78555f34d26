package io.wugan.lab.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of {@code billing-ledger}: take messages, commit them, then tell the broker, the edge
 * and the listener, in this order. While the database fails, nothing is told to anybody and the
 * messages in hand are tried again.
 */
final class LedgerLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerLoop.class);
  private static final long POLL_MILLIS = 100;
  private static final long SETTLE_MILLIS = 250;
  private static final long RETRY_MILLIS = 500;
  private static final int MESSAGES_PER_COMMIT = 20;
  private static final int STAYS_PER_COMMIT = 100;
  private static final int LOG_EVERY = 20;

  private final BackendSettings settings;
  private final StayListener listener;
  private final MqttLink link;
  private final BlockingQueue<Delivery> inbox;
  private final OwnedThread thread;
  private final EventReader reader;
  private final AckBook acks = new AckBook();
  private final Map<StreamId, Long> reported = new HashMap<>();
  private final List<Delivery> inHand = new ArrayList<>();
  private @Nullable BillingLedger open;
  private long settledNanos = System.nanoTime();

  LedgerLoop(
      BackendSettings settings,
      StayListener listener,
      MqttLink link,
      BlockingQueue<Delivery> inbox,
      OwnedThread thread) {
    this.settings = settings;
    this.listener = listener;
    this.link = link;
    this.inbox = inbox;
    this.thread = thread;
    this.reader = new EventReader(settings.maxPayloadBytes());
  }

  @Override
  public void run() {
    int failures = 0;
    while (!thread.isStopping()) {
      try {
        fillHand();
        step(ledger());
        if (failures > 0) {
          LOG.info("the database is back after {} attempts", failures);
        }
        failures = 0;
      } catch (BillingLedgerException failed) {
        if (failures++ % LOG_EVERY == 0) {
          LOG.error("the database fails, attempt {}; nothing is acknowledged", failures, failed);
        }
        closeLedger();
        thread.pause(RETRY_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    closeLedger();
  }

  private void fillHand() throws InterruptedException {
    if (!inHand.isEmpty()) {
      return;
    }
    Delivery first = inbox.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
    if (first != null) {
      inHand.add(first);
      inbox.drainTo(inHand, MESSAGES_PER_COMMIT - 1);
    }
  }

  private void step(BillingLedger ledger) {
    if (!inHand.isEmpty()) {
      acks.owe(ledger.take(readAll(ledger), System.currentTimeMillis()));
      inHand.forEach(link::complete);
      inHand.clear();
    }
    if (elapsedMillis(settledNanos) >= SETTLE_MILLIS) {
      settledNanos = System.nanoTime();
      settle(ledger);
    }
    sendAcks(ledger);
    if (acks.isEmpty()) {
      tellStays(ledger);
    }
  }

  private List<Incoming> readAll(BillingLedger ledger) {
    List<Incoming> events = new ArrayList<>();
    for (Delivery delivery : inHand) {
      Optional<EdgeId> edge = EdgeId.findOfTopic(settings.root(), delivery.topic());
      if (edge.isEmpty()) {
        LOG.warn("a message on a topic of nobody, {} characters", delivery.topic().length());
      } else if (delivery.topic().endsWith("/up/st")) {
        readStatus(ledger, edge.get(), delivery.payload());
      } else {
        events.addAll(reader.read(edge.get(), delivery.payload()));
      }
    }
    return events;
  }

  /**
   * A birth: the edge learns where it stands, which also repairs a ledger that went back in time.
   */
  private void readStatus(BillingLedger ledger, EdgeId edge, byte[] payload) {
    Optional<JsonNode> status =
        payload.length > settings.maxPayloadBytes() ? Optional.empty() : Json.parse(payload);
    boolean online = status.isPresent() && status.get().path("online").asBoolean(false);
    LOG.info("{} is {}", edge, online ? "online" : "offline");
    Optional<String> epoch = status.flatMap(birth -> Json.findUuid(birth, "epoch"));
    if (online && epoch.isPresent()) {
      StreamId stream = new StreamId(edge, epoch.get());
      long acked = Json.findCount(status.get(), "ackedSeq").orElse(0);
      ledger.claim(stream, acked, System.currentTimeMillis());
      acks.oweState(stream);
    }
  }

  private void settle(BillingLedger ledger) {
    List<StreamId> stalled = ledger.settle(System.currentTimeMillis());
    reported.keySet().retainAll(stalled);
    for (StreamId stream : stalled) {
      Long last = reported.get(stream);
      if (last == null || elapsedMillis(last) >= settings.reorderWindow().toMillis()) {
        reported.put(stream, System.nanoTime());
        LOG.warn("{} has a gap: asking for it again", stream.edge());
        acks.oweGaps(stream);
      }
    }
  }

  private void sendAcks(BillingLedger ledger) {
    for (StreamId stream : acks.listStreams()) {
      if (!link.isConnected()) {
        return;
      }
      StreamState state = ledger.state(stream, acks.owesGaps(stream));
      byte[] message = acks.message(stream, state);
      if (!link.publish(stream.edge().ackTopic(settings.root()), message)) {
        return; // Still owed; the next round tries again.
      }
      acks.sent(stream, state);
    }
  }

  private void tellStays(BillingLedger ledger) {
    List<Stay> untold = ledger.listUntold(STAYS_PER_COMMIT);
    if (untold.isEmpty()) {
      return;
    }
    for (Stay stay : untold) {
      LOG.info("billed {}", stay);
      try {
        listener.stayBilled(stay);
      } catch (RuntimeException foreign) {
        LOG.error("the listener failed on {}; the bill stands", stay, foreign);
      }
    }
    ledger.told(untold);
  }

  private BillingLedger ledger() {
    BillingLedger ledger = open;
    if (ledger == null) {
      ledger = BillingLedger.open(settings.data(), settings.tariff(), settings.reorderWindow());
      open = ledger;
    }
    return ledger;
  }

  private void closeLedger() {
    BillingLedger ledger = open;
    open = null;
    if (ledger != null) {
      try {
        ledger.close();
      } catch (BillingLedgerException failed) {
        LOG.warn("closing the database failed", failed);
      }
    }
  }

  private static long elapsedMillis(long sinceNanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos);
  }
}
