package io.wugan.sync.uplink;

import io.wugan.core.fault.Failpoint;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.time.LotClock;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.ledger.Outbox;
import io.wugan.sync.ledger.OutboxRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is sent when, on one connection after the other. Knows neither threads nor clocks of its
 * own: {@link Uplink} tells it what happened and lets it go on; a test can do the same by hand.
 *
 * <p>Order: fresh records first, then what else the board has to say, then records whose time is
 * over, then the backlog. All but the first leave some places free, so that a fresh record finds
 * one.
 *
 * <p>Confined to the uplink's thread.
 */
final class UplinkEngine {

  private static final Logger log = LoggerFactory.getLogger(UplinkEngine.class);
  private static final int UNACKNOWLEDGED_HARD_FACTOR = 10;
  private static final long WRITE_LIMIT_SECONDS = 10;
  private static final long CAREFUL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final List<Long> NO_RECORDS = List.of();

  private final Outbox outbox;
  private final UplinkSettings settings;
  private final LotClock clock;
  private final LongSupplier nanos;
  private final Batcher batcher;
  private final InFlight inFlight = new InFlight();
  private final Awaiting awaiting;
  private final OutboxCursor cursor;
  private final AckHandler acks;
  private final SideMessages side;
  private final Suspects suspects = new Suspects();
  private final BacklogPace pace = new BacklogPace();
  private final FailureLog marking = new FailureLog(log, "noting what was sent");
  private final SentMarks marks;

  private @Nullable MqttConnection connection;
  private BrokerLimits broker = BrokerLimits.UNKNOWN;
  private int inFlightMost;
  private boolean progressed;
  private boolean sentOnThis;
  private boolean takenOnThis;
  private boolean carefulUnderWay;
  private long lastCarefulNanos;
  private long sent;
  private long resent;

  UplinkEngine(
      Outbox outbox,
      UplinkSettings settings,
      LotClock clock,
      LongSupplier nanos,
      RandomGenerator random,
      SideMessages side) {
    this.outbox = outbox;
    this.side = side;
    this.settings = settings;
    this.clock = clock;
    this.nanos = nanos;
    this.batcher = new Batcher(settings.limits());
    this.awaiting = new Awaiting(new RetryDelay(random), settings.timings());
    this.cursor = new OutboxCursor(outbox, clock, settings.timings().backlogAge());
    this.acks = new AckHandler(outbox, clock);
    this.marks = new SentMarks(outbox, marking);
    this.inFlightMost = settings.limits().inFlight();
  }

  /** A connection begins: the birth message goes first, then everything unacknowledged. */
  void connected(MqttConnection opened, Publication birth) throws TransportException {
    disconnected();
    pace.restart();
    connection = opened;
    broker = opened.limits();
    inFlightMost = Math.min(settings.limits().inFlight(), broker.inFlight());
    // On each connection the others go first: what ends it must not be all that it carries.
    lastCarefulNanos = nanos.getAsLong();
    cursor.restart();
    Failpoint.UPLINK_CONNECTED.pass();
    publish(opened, birth, NO_RECORDS);
  }

  /** The connection is gone; nothing is under way any more. */
  void disconnected() {
    if (connection != null && sentOnThis && !takenOnThis) {
      batcher.refused();
    }
    if (connection != null) {
      long atOnce = nanos.getAsLong() - pace.atOnceNanos();
      for (long seq : suspects.lost(inFlight.seqs(), inFlight.sentSince(atOnce))) {
        setApart(seq, Outbox.HANGS_UP);
      }
    }
    carefulUnderWay = false;
    connection = null;
    progressed = false;
    sentOnThis = false;
    takenOnThis = false;
    inFlight.clear();
    awaiting.clear();
  }

  /** The broker took a message. */
  void published(long token) {
    Optional<InFlight.Message> message = inFlight.end(token);
    if (message.isPresent()) {
      progressed = true;
      InFlight.Message taken = message.get();
      taken.taken().ifPresent(Runnable::run);
      answered(taken);
      List<Long> seqs = taken.seqs();
      if (!seqs.isEmpty()) {
        Failpoint.UPLINK_TAKEN.pass();
        takenOnThis = true;
        batcher.taken();
        suspects.taken(seqs);
      }
      awaiting.published(seqs, nanos.getAsLong());
      marks.add(seqs);
    }
  }

  private void answered(InFlight.Message message) {
    if (message.bytes() > 0) {
      pace.taken(
          message.bytes(), message.deliveredBefore(), nanos.getAsLong() - message.sentNanos());
    }
  }

  /**
   * The broker has answered a message and not taken it. Its records are sent again after a while; a
   * record that is refused alone again and again, while others are taken, is set apart.
   *
   * @param ofTheMessage whether that may be the fault of what is in it
   */
  void refused(long token, boolean ofTheMessage) {
    Optional<InFlight.Message> message = inFlight.end(token);
    if (message.isPresent()) {
      answered(message.get());
      List<Long> seqs = message.get().seqs();
      awaiting.refused(seqs, nanos.getAsLong());
      if (ofTheMessage) {
        for (long seq : suspects.refused(seqs)) {
          setApart(seq, Outbox.REFUSES);
        }
      }
    }
  }

  /** Records from this number on were opened again behind the uplink's back. */
  void reopened(long from) {
    cursor.goBackTo(from);
  }

  /** A message of the cloud on {@code dn/ack}. */
  void received(byte[] payload) throws InterruptedException {
    Failpoint.ACK_RECEIVED.pass();
    // First what was sent, so that nothing overtakes it on its way to the ledger.
    marks.step();
    Optional<CloudAck> ack = acks.handle(payload);
    if (ack.isPresent()) {
      Failpoint.ACK_APPLIED.pass();
      progressed = true;
      awaiting.settle(ack.get(), nanos.getAsLong());
      ack.get().missing().forEach(range -> cursor.goBackTo(range.first()));
    }
  }

  /**
   * Sends what there is to send and room for.
   *
   * @throws TransportException if the connection is of no use any more
   */
  void step() throws TransportException {
    MqttConnection open = connection;
    if (open == null) {
      return;
    }
    if (inFlight.stalled(nanos.getAsLong(), settings.timings().stallLimit().toNanos())) {
      throw new TransportException(
          "the broker has not answered for " + settings.timings().stallLimit().toSeconds() + " s");
    }
    if (awaiting.isDeaf()) {
      inFlight.clear(); // nobody's fault
      throw new TransportException("the cloud acknowledges nothing, however often it is told");
    }
    marks.step();
    carefulUnderWay &= inFlight.size() > 0;
    if (carefulUnderWay) {
      return;
    }
    List<Long> apart = suspects.nextTogether();
    boolean theirTurn =
        !apart.isEmpty() && nanos.getAsLong() - lastCarefulNanos > CAREFUL_EVERY_NANOS;
    if (!theirTurn) {
      sendLive(open);
      sendSide(open);
      sendDue(open);
      sendBacklog(open);
    }
    if (!apart.isEmpty() && inFlight.size() == 0) {
      sendCarefully(open, apart);
    }
  }

  /** Alone on the line, so that it is plain what ends the connection, if something does. */
  private void sendCarefully(MqttConnection open, List<Long> apart) throws TransportException {
    lastCarefulNanos = nanos.getAsLong();
    List<OutboxRow> rows = outbox.listPending(apart);
    if (rows.isEmpty()) {
      suspects.forget(apart);
      return;
    }
    carefulUnderWay = true;
    send(open, rows, true);
  }

  /** One more message on the way out. */
  void publishLast(Publication message) throws TransportException {
    MqttConnection open = connection;
    if (open != null) {
      publish(open, message, NO_RECORDS);
    }
  }

  private int reserve() {
    return inFlightMost / 4;
  }

  private boolean hasRoom(int reserved) {
    return inFlight.size() < inFlightMost - reserved;
  }

  private void sendLive(MqttConnection open) throws TransportException {
    int most = settings.limits().unacknowledged() * UNACKNOWLEDGED_HARD_FACTOR;
    while (hasRoom(0) && awaiting.size() < most) {
      List<OutboxRow> rows = cursor.nextLive(settings.limits().batchEvents());
      if (rows.isEmpty()) {
        return;
      }
      List<OutboxRow> plain = suspects.without(rows);
      cursor.liveSent(plain.isEmpty() ? rows.get(rows.size() - 1).seq() : send(open, plain, false));
    }
  }

  /** Few and small; after what is fresh, and before what may be a hundred thousand. */
  private void sendSide(MqttConnection open) throws TransportException {
    while (hasRoom(reserve())) {
      SideMessages.Message next = side.poll();
      if (next == null) {
        return;
      }
      open.publish(next.publication(), inFlight.begin(next.taken(), nanos.getAsLong()));
    }
  }

  private void sendDue(MqttConnection open) throws TransportException {
    while (hasRoom(reserve()) && pace.room() > 0) {
      List<Long> due = awaiting.listDue(nanos.getAsLong(), settings.limits().batchEvents());
      if (due.isEmpty()) {
        return;
      }
      List<OutboxRow> rows = outbox.listPending(due);
      List<Long> settled = new ArrayList<>(due);
      rows.forEach(row -> settled.remove((Long) row.seq()));
      awaiting.forget(settled);
      List<OutboxRow> plain = suspects.without(rows);
      awaiting.forget(rows.stream().map(OutboxRow::seq).filter(suspects::contains).toList());
      if (!plain.isEmpty()) {
        send(open, plain, true);
      }
    }
  }

  private void sendBacklog(MqttConnection open) throws TransportException {
    while (hasRoom(reserve())
        && pace.room() > 0
        && awaiting.size() < settings.limits().unacknowledged()) {
      List<OutboxRow> rows =
          cursor.nextBacklog(
              settings.limits().batchEvents(),
              seq -> awaiting.contains(seq) || suspects.contains(seq));
      if (rows.isEmpty()) {
        return;
      }
      cursor.backlogSent(send(open, rows, true));
    }
  }

  /**
   * Sends as many of the first rows as fit one message; the number of the last that is done.
   *
   * @param paced whether a slow line sets a limit
   */
  private long send(MqttConnection open, List<OutboxRow> rows, boolean paced)
      throws TransportException {
    OutboxRow first = rows.get(0);
    if (!first.intact() || !batcher.fitsAlone(first)) {
      setApart(first.seq(), first.intact() ? Outbox.TOO_LARGE : Outbox.DAMAGED);
      return first.seq();
    }
    List<OutboxRow> batch =
        new ArrayList<>(
            batcher.cut(
                rows, Math.min(broker.payloadBytes(), paced ? pace.room() : Long.MAX_VALUE)));
    boolean fresh = cursor.isFresh(first);
    for (int i = 1; i < batch.size(); i++) {
      if (!batch.get(i).intact() || cursor.isFresh(batch.get(i)) != fresh) {
        batch = batch.subList(0, i);
        break;
      }
    }
    List<Long> seqs = batch.stream().map(OutboxRow::seq).toList();
    sentOnThis = true;
    String topic = settings.topic(fresh ? "up/evt" : "up/bkl");
    for (long seq : seqs) {
      sent++;
      if (awaiting.sent(seq)) {
        resent++;
      }
    }
    Publication message =
        new Publication(topic, Batcher.payload(batch), false).ofType(Batcher.MEDIA_TYPE);
    Failpoint.UPLINK_PUBLISHING.pass();
    if (paced) {
      long bytes = message.payload().length;
      long token = inFlight.begin(seqs, nanos.getAsLong(), bytes, pace.sent(bytes));
      open.publish(message, token);
    } else {
      publish(open, message, seqs);
    }
    Failpoint.UPLINK_PUBLISHED.pass();
    return seqs.get(seqs.size() - 1);
  }

  private void setApart(long seq, String reason) {
    log.error("record {} cannot be sent ({}); it is kept on the board", seq, reason);
    awaiting.forget(List.of(seq));
    try {
      outbox
          .setApart(seq, reason, clock.now().utc())
          .orTimeout(WRITE_LIMIT_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException | LedgerException unwritten) {
      // It is met again on the next connection.
      marking.failed(String.valueOf(unwritten.getMessage()));
    }
  }

  private void publish(MqttConnection open, Publication message, List<Long> seqs)
      throws TransportException {
    open.publish(message, inFlight.begin(seqs, nanos.getAsLong()));
  }

  /** Whether this connection has carried anything. */
  boolean progressed() {
    return progressed;
  }

  /** Whether everything that was published is answered. */
  boolean drained() {
    return inFlight.size() == 0;
  }

  long sent() {
    return sent;
  }

  long resent() {
    return resent;
  }

  int unacknowledged() {
    return awaiting.size();
  }

  AckHandler acks() {
    return acks;
  }
}
