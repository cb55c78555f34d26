package io.wugan.sync.uplink;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.StatusMessage;
import io.wugan.sync.ledger.Outbox;
import io.wugan.sync.ledger.OutboxCounts;
import io.wugan.sync.uplink.Inbox.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of the thread {@code uplink}. */
final class UplinkLoop implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(UplinkLoop.class);
  private static final long TURN_MILLIS = 100;
  private static final long PAUSE_MILLIS = 1000;
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration SETTLED = Duration.ofSeconds(5);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private static final String ACK = "dn/ack";

  private enum Phase {
    WAITING,
    CONNECTING,
    CONNECTED
  }

  private final Outbox outbox;
  private final MqttTransport transport;
  private final UplinkSettings settings;
  private final LotClock clock;
  private final LongSupplier nanos;
  private final RetryDelay delay;
  private final TimeOrderedIds births;
  private final UplinkEngine engine;
  private final Housekeeping housekeeping;
  private final CloudListener listener;
  private final SideMessages side = new SideMessages();
  private final AtomicLong reopenedFrom = new AtomicLong(Long.MAX_VALUE);
  private final FailureLog connecting = new FailureLog(log, "the connection to the broker");
  // Never told of success: what the broker takes between what it refuses is no recovery.
  private final FailureLog publishing = new FailureLog(log, "publishing");
  private final FailureLog reading = new FailureLog(log, "reading the outbox");

  private long failures;
  private long connections;
  private Optional<String> lastFailure = Optional.empty();
  private Optional<MqttVersion> spoken = Optional.empty();
  private volatile Phase phase = Phase.WAITING;
  private volatile boolean closing;
  private final AtomicLong turns = new AtomicLong();
  private volatile Inbox inbox = new Inbox();
  private volatile UplinkStats stats;

  UplinkLoop(
      Outbox outbox,
      MqttTransport transport,
      UplinkSettings settings,
      LotClock clock,
      LongSupplier nanos,
      RandomGenerator random,
      CloudListener listener) {
    this.outbox = outbox;
    this.listener = listener;
    this.transport = transport;
    this.settings = settings;
    this.clock = clock;
    this.nanos = nanos;
    this.delay = new RetryDelay(random);
    this.births = new TimeOrderedIds(clock, random);
    this.engine = new UplinkEngine(outbox, settings, clock, nanos, random, side);
    this.housekeeping = new Housekeeping(outbox, clock, nanos, settings.timings().retention());
    this.stats = snapshot();
  }

  /** Called on the ledger's thread after each commit. */
  void wake() {
    inbox.wake();
  }

  /** Records from this number on were opened again. Any thread. */
  void reopened(long from) {
    reopenedFrom.accumulateAndGet(from, Math::min);
    inbox.wake();
  }

  /** Something to say beside the records; false if it is refused. Any thread. */
  boolean tell(Publication message, Runnable taken) {
    Publication placed = message.at(settings.topic(message.topic()), settings.brokerKeepsStatus());
    boolean waits = side.offer(new SideMessages.Message(placed, taken));
    if (waits) {
      inbox.wake();
    }
    return waits;
  }

  /** Asks the loop to end; true if it waits for something that only an interrupt ends. */
  boolean finish() {
    closing = true;
    inbox.wake();
    return phase != Phase.CONNECTED;
  }

  UplinkStats stats() {
    return stats;
  }

  @Override
  public void run() {
    while (!closing) {
      try {
        connectAndServe();
      } catch (InterruptedException stop) {
        // Only close() interrupts.
        closing = true;
      } catch (TransportException | LedgerException failed) {
        failed(String.valueOf(failed.getMessage()));
      } catch (Throwable fault) {
        // top of an owned thread: a fault of ours must not end the uplink.
        log.error("the uplink failed and begins anew", fault);
        failed(fault.toString());
      }
      engine.disconnected();
      side.close();
      phase = Phase.WAITING;
      stats = snapshot();
      pause();
    }
    stats = snapshot();
  }

  private void failed(String reason) {
    failures++;
    lastFailure = Optional.of(reason);
    if (transport.exhausted()) {
      connecting.failed(reason + "; abandoned attempts pile up: the agent should be restarted");
    } else {
      connecting.failed(reason);
    }
  }

  private void connectAndServe() throws TransportException, InterruptedException {
    phase = Phase.CONNECTING;
    UUID birth = births.next();
    Inbox events = new Inbox();
    inbox = events;
    Publication farewell =
        new Publication(settings.topic("up/st"), StatusMessage.offline(birth), true);
    Optional<Publication> will =
        settings.brokerKeepsStatus() ? Optional.of(farewell) : Optional.empty();
    MqttOpening opening = new MqttOpening(subscriptions(), will);
    MqttConnection connection =
        transport.connect(opening, events, settings.timings().connectLimit());
    boolean inOrder = false;
    try {
      phase = Phase.CONNECTED;
      connections++;
      spoken = Optional.of(connection.version());
      log.debug("connected to the broker by MQTT {}", connection.version().text());
      engine.connected(connection, birthMessage(birth));
      side.open();
      listener.connected();
      serve(events);
      inOrder = true;
    } finally {
      if (inOrder && closing) {
        sayGoodbye(connection, events, farewell);
      } else if (inOrder) {
        // Another connection follows at once; its birth ends this one's.
        waitForBroker(events, nanos.getAsLong() + FAREWELL.toNanos());
        connection.leave(FAREWELL);
      } else {
        connection.drop();
      }
    }
  }

  private List<String> subscriptions() {
    return Stream.concat(Stream.of(ACK), listener.channels().stream())
        .map(settings::topic)
        .toList();
  }

  private Publication birthMessage(UUID birth) {
    OutboxCounts counts = outbox.counts();
    byte[] payload =
        StatusMessage.online(
            birth,
            outbox.epoch(),
            counts.lastSeq(),
            counts.ackedSeq(),
            settings.version(),
            clock.now(),
            outbox.findClosedEpoch());
    return new Publication(settings.topic("up/st"), payload, settings.brokerKeepsStatus());
  }

  /** Returns when the uplink is to close, or another connection is to take the place of this. */
  private void serve(Inbox events) throws TransportException, InterruptedException {
    long begun = nanos.getAsLong();
    long looked = begun;
    while (!closing) {
      turn(events, TURN_MILLIS);
      stats = snapshot();
      if (nanos.getAsLong() - looked > LOOK.toNanos()) {
        looked = nanos.getAsLong();
        if (transport.renewed()) {
          return;
        }
      }
      long steady = settings.timings().steadyAfter().toNanos();
      long lasted = nanos.getAsLong() - begun;
      if (engine.progressed() && lasted > SETTLED.toNanos()) {
        // Not before: a broker that hangs up each time would fill the log with recoveries.
        connecting.succeeded();
      }
      if (engine.progressed() && lasted > steady) {
        failures = 0;
      }
    }
  }

  /** Grows as long as the loop gets on. */
  long turns() {
    return turns.get();
  }

  private void turn(Inbox events, long millis) throws TransportException, InterruptedException {
    turns.incrementAndGet();
    Event event = events.poll(millis);
    while (event != null) {
      handle(event);
      event = events.poll(0);
    }
    housekeeping.step();
    long reopened = reopenedFrom.getAndSet(Long.MAX_VALUE);
    if (reopened != Long.MAX_VALUE) {
      engine.reopened(reopened);
    }
    try {
      engine.step();
      reading.succeeded();
    } catch (LedgerException unreadable) {
      // The connection is sound; the ledger says what is wrong and comes back by itself.
      reading.failed(String.valueOf(unreadable.getMessage()));
    }
  }

  private void handle(Event event) throws TransportException, InterruptedException {
    if (event instanceof Event.Published published) {
      engine.published(published.token());
    } else if (event instanceof Event.Received received) {
      receive(received);
    } else if (event instanceof Event.Refused refused) {
      lastFailure = Optional.of(refused.reason());
      publishing.failed(refused.reason());
      engine.refused(refused.token(), refused.ofTheMessage());
    } else if (event instanceof Event.Lost lost) {
      throw new TransportException(lost.reason());
    }
  }

  private void receive(Event.Received message) throws InterruptedException {
    String topic = message.topic();
    if (topic.equals(settings.topic(ACK))) {
      engine.received(message.payload());
      return;
    }
    for (String channel : listener.channels()) {
      if (topic.equals(settings.topic(channel))) {
        listener.received(channel, message.payload());
      }
    }
  }

  /** What was captured before closing is sent; whoever is told goodbye does not send the Will. */
  private void sayGoodbye(MqttConnection connection, Inbox events, Publication farewell)
      throws InterruptedException {
    long until = nanos.getAsLong() + FAREWELL.toNanos();
    try {
      turn(events, 0);
      waitForBroker(events, until);
      if (settings.brokerKeepsStatus()) {
        engine.publishLast(farewell);
        waitForBroker(events, until);
      }
    } catch (TransportException gone) {
      log.info("the broker did not hear the farewell: {}", gone.getMessage());
    } finally {
      connection.leave(FAREWELL);
    }
  }

  private void waitForBroker(Inbox events, long until)
      throws TransportException, InterruptedException {
    while (!engine.drained() && nanos.getAsLong() - until < 0) {
      Event event = events.poll(TURN_MILLIS);
      if (event != null) {
        handle(event);
      }
    }
  }

  private void pause() {
    UplinkTimings timings = settings.timings();
    Duration length =
        delay.beforeReconnect(
            timings.reconnectLeast(), timings.reconnectMost(), Math.max(1, failures));
    long until = nanos.getAsLong() + length.toNanos();
    try {
      for (long left = length.toNanos(); !closing && left > 0; left = until - nanos.getAsLong()) {
        turns.incrementAndGet();
        housekeeping.step();
        TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)));
      }
    } catch (InterruptedException stop) {
      closing = true;
    }
  }

  private UplinkStats snapshot() {
    AckHandler acks = engine.acks();
    return new UplinkStats(
        phase == Phase.CONNECTED,
        connections,
        failures,
        engine.sent(),
        engine.resent(),
        acks.acked(),
        acks.setApart(),
        acks.refused(),
        engine.unacknowledged(),
        acks.lastAck(),
        lastFailure,
        transport.exhausted(),
        transport.certificateExpires(),
        spoken);
  }
}
