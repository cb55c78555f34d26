package io.wugan.lab.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  private static final int MESSAGES_PER_COMMIT = 100;
  private static final long ACK_MILLIS = 250;
  private static final int STAYS_PER_COMMIT = 100;
  private static final int LOG_EVERY = 20;

  private final BackendSettings settings;
  private final StayListener listener;
  private final CloudLine link;
  private final BlockingQueue<Delivery> inbox;
  private final OwnedThread thread;
  private final EventReader reader;
  private final AckBook acks = new AckBook();
  private final Map<StreamId, Long> reported = new HashMap<>();
  private final List<Delivery> inHand = new ArrayList<>();
  private @Nullable BillingLedger open;
  private long settledNanos = System.nanoTime();
  private long ackedNanos = System.nanoTime();

  LedgerLoop(
      BackendSettings settings,
      StayListener listener,
      CloudLine link,
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
      BackendFailpoint.MESSAGES_RECEIVED.pass();
      Mail mail = open(inHand);
      long now = System.currentTimeMillis();
      mail.births.forEach(birth -> ledger.born(birth, now));
      acks.owe(ledger.take(mail.events, now));
      mail.births.forEach(birth -> acks.oweState(birth.stream()));
      mail.digests.forEach(digest -> compare(ledger, digest, now));
      mail.bays.forEach(ledger::keep);
      BackendFailpoint.BILLS_COMMITTED.pass();
      inHand.forEach(link::complete);
      BackendFailpoint.BROKER_TOLD.pass();
      inHand.clear();
    }
    if (elapsedMillis(settledNanos) >= SETTLE_MILLIS) {
      settledNanos = System.nanoTime();
      settle(ledger);
    }
    // While much comes, one acknowledgement speaks for several commits.
    if (inbox.isEmpty() || elapsedMillis(ackedNanos) >= ACK_MILLIS) {
      ackedNanos = System.nanoTime();
      sendAcks(ledger);
    }
    if (acks.isEmpty()) {
      tellStays(ledger);
    }
  }

  /** What messages hold. */
  private static final class Mail {
    final List<Birth> births = new ArrayList<>();
    final List<Incoming> events = new ArrayList<>();
    final List<Digest> digests = new ArrayList<>();
    final List<BayWord> bays = new ArrayList<>();
  }

  private Mail open(List<Delivery> deliveries) {
    Mail mail = new Mail();
    for (Delivery delivery : deliveries) {
      Optional<EdgeId> edge = EdgeId.findOfTopic(settings.root(), delivery.topic());
      if (edge.isEmpty()) {
        LOG.warn("a message on a topic of nobody, {} characters", delivery.topic().length());
      } else if (delivery.topic().endsWith("/up/st")) {
        readStatus(edge.get(), delivery.payload()).ifPresent(mail.births::add);
      } else if (delivery.topic().endsWith("/up/dig")) {
        readDigest(edge.get(), delivery.payload()).ifPresent(mail.digests::add);
      } else if (delivery.topic().endsWith("/up/bay")) {
        readBays(edge.get(), delivery.payload()).ifPresent(mail.bays::add);
      } else {
        mail.events.addAll(reader.read(edge.get(), delivery.payload()));
      }
    }
    return mail;
  }

  /**
   * A birth: the edge learns where it stands, which also repairs a ledger that went back in time.
   */
  private Optional<Birth> readStatus(EdgeId edge, byte[] payload) {
    Optional<Birth> birth = parse(payload).flatMap(status -> Birth.find(edge, status));
    LOG.info("{} is {}", edge, birth.isPresent() ? "online" : "offline");
    return birth;
  }

  private Optional<JsonNode> parse(byte[] payload) {
    return payload.length > settings.maxPayloadBytes() ? Optional.empty() : Json.parse(payload);
  }

  private Optional<Digest> readDigest(EdgeId edge, byte[] payload) {
    try {
      JsonNode digest =
          parse(payload).orElseThrow(() -> new InvalidEventException("no JSON, or too long"));
      return Optional.of(Digest.read(edge, digest));
    } catch (InvalidEventException malformed) {
      LOG.warn("a digest of {} is ignored: {}", edge, malformed.getMessage());
      return Optional.empty();
    }
  }

  private Optional<BayWord> readBays(EdgeId edge, byte[] payload) {
    try {
      JsonNode word =
          parse(payload).orElseThrow(() -> new InvalidEventException("no JSON, or too long"));
      return Optional.of(BayWord.read(edge, word));
    } catch (InvalidEventException malformed) {
      LOG.warn("a word of {} on its bays is ignored: {}", edge, malformed.getMessage());
      return Optional.empty();
    }
  }

  private void compare(BillingLedger ledger, Digest digest, long nowMillis) {
    List<Gap> lacking = ledger.compare(digest, nowMillis);
    if (!lacking.isEmpty()) {
      LOG.warn("{} counts what is not here, asking for it: {}", digest.stream().edge(), lacking);
      acks.oweMissing(digest.stream(), lacking);
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
    if (acks.isEmpty() || !link.isConnected()) {
      return;
    }
    Map<StreamId, Boolean> owed = new LinkedHashMap<>();
    acks.listStreams().forEach(stream -> owed.put(stream, acks.owesGaps(stream)));
    for (Map.Entry<StreamId, StreamState> each : ledger.states(owed).entrySet()) {
      StreamId stream = each.getKey();
      byte[] message = acks.message(stream, each.getValue());
      if (!link.publish(stream.edge().ackTopic(settings.root()), message)) {
        return; // Still owed; the next round tries again.
      }
      BackendFailpoint.EDGE_TOLD.pass();
      acks.sent(stream, each.getValue());
    }
  }

  private void tellStays(BillingLedger ledger) {
    List<Stay> untold = ledger.listUntold(STAYS_PER_COMMIT);
    if (untold.isEmpty()) {
      return;
    }
    for (Stay stay : untold) {
      LOG.debug("billed {}", stay);
      try {
        listener.stayBilled(stay);
      } catch (RuntimeException foreign) {
        LOG.error("the listener failed on {}; the bill stands", stay, foreign);
      }
    }
    BackendFailpoint.LISTENER_TOLD.pass();
    ledger.told(untold);
  }

  private BillingLedger ledger() {
    BillingLedger ledger = open;
    if (ledger == null) {
      ledger = BillingLedger.open(settings);
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
