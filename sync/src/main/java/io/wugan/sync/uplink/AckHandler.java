package io.wugan.sync.uplink;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.time.LotClock;
import io.wugan.sync.contract.AckReader;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.contract.MalformedMessageException;
import io.wugan.sync.ledger.AckOutcome;
import io.wugan.sync.ledger.Outbox;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the cloud's acknowledgements and writes them down. What cannot be used changes nothing: the
 * records stay unacknowledged and are sent again, which costs a message and loses none. Confined to
 * the uplink's thread.
 */
final class AckHandler {

  private static final Logger log = LoggerFactory.getLogger(AckHandler.class);
  private static final long WRITE_LIMIT_SECONDS = 10;

  private final Outbox outbox;
  private final LotClock clock;
  private final AckReader reader = new AckReader();
  // Never told of success: good ones between bad ones are no recovery, and would fill the log.
  private final FailureLog unusable = new FailureLog(log, "using an acknowledgement of the cloud");
  private final FailureLog unwritten = new FailureLog(log, "writing down an acknowledgement");

  private long acked;
  private long setApart;
  private long refused;
  private Optional<Instant> lastAck = Optional.empty();

  AckHandler(Outbox outbox, LotClock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  /** The acknowledgement, once it is written down; empty if it could not be used. */
  Optional<CloudAck> handle(byte[] payload) throws InterruptedException {
    Optional<CloudAck> ack = check(payload);
    if (ack.isEmpty()) {
      return ack;
    }
    try {
      Instant now = clock.now().utc();
      AckOutcome outcome = outbox.apply(ack.get(), now).get(WRITE_LIMIT_SECONDS, TimeUnit.SECONDS);
      unwritten.succeeded();
      note(outcome, ack.get(), now);
      return ack;
    } catch (ExecutionException | LedgerException failed) {
      unwritten.failed(String.valueOf(failed.getMessage()));
    } catch (TimeoutException slow) {
      unwritten.failed("the ledger did not answer within " + WRITE_LIMIT_SECONDS + " s");
    }
    return Optional.empty();
  }

  private Optional<CloudAck> check(byte[] payload) {
    CloudAck ack;
    try {
      ack = reader.read(payload);
    } catch (MalformedMessageException malformed) {
      return refuse("malformed: " + malformed.getMessage());
    }
    if (!ack.epoch().equals(outbox.epoch().toString())) {
      return refuse("it is for another epoch than " + outbox.epoch());
    }
    long last = outbox.lastSeq();
    if (ack.highestSeq() > last) {
      return refuse(
          "the cloud has record %d of this epoch, and the ledger wrote only %d: was the database restored from a copy, or is the board cloned?"
              .formatted(ack.highestSeq(), last));
    }
    return Optional.of(ack);
  }

  private Optional<CloudAck> refuse(String reason) {
    refused++;
    unusable.failed(reason);
    return Optional.empty();
  }

  private void note(AckOutcome outcome, CloudAck ack, Instant now) {
    acked += outcome.acked();
    setApart += outcome.setApart().size();
    lastAck = Optional.of(now);
    for (CloudAck.Nack nack : ack.nack()) {
      if (outcome.setApart().contains(nack.seq())) {
        log.warn(
            "the cloud refuses record {} for good ({}); it is kept on the board for a person",
            nack.seq(),
            nack.code());
      }
    }
    if (outcome.again() > 0) {
      log.info("the cloud misses {} records; they are sent again", outcome.again());
    }
    if (outcome.gone() > 0) {
      log.warn(
          "the cloud misses {} records that are no longer here: they were acknowledged and deleted",
          outcome.gone());
    }
  }

  long acked() {
    return acked;
  }

  long setApart() {
    return setApart;
  }

  long refused() {
    return refused;
  }

  Optional<Instant> lastAck() {
    return lastAck;
  }
}
