package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import io.wugan.sync.contract.ClosedEpoch;
import io.wugan.sync.contract.CloudAck;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The records that the cloud is to be told, byte for byte as they were captured. Reading goes
 * through a connection of its own and never waits for the writer; writing is handed to the ledger.
 *
 * <p>Thread-safe. Reading blocks for the time of a query. Every method throws {@link
 * LedgerException} when the ledger is closed or cannot be read; a future completes with one when
 * the ledger cannot write.
 */
public interface Outbox {

  /** Why a record is set apart whose bytes are not those that were captured. */
  String DAMAGED = "DAMAGED";

  /** Why a record is set apart at which the broker hangs up. */
  String HANGS_UP = "BROKER_HANGS_UP";

  /** Why a record is set apart that the broker answers with a refusal. */
  String REFUSES = "BROKER_REFUSES";

  /** Why a record is set apart that is larger than what the broker takes. */
  String TOO_LARGE = "TOO_LARGE";

  /** The sequence that the numbers belong to. */
  UUID epoch();

  /** The sequence before this one, where the ledger took the place of another; for the birth. */
  Optional<ClosedEpoch> findClosedEpoch();

  /** The outbox in numbers. Counts rows: not for every turn of a loop. */
  OutboxCounts counts();

  /** Number of the newest record; 0 before the first. */
  long lastSeq();

  /**
   * Records that are neither acknowledged nor set apart, by number.
   *
   * @param from first number
   * @param before all numbers are less than this
   * @param limit at most so many
   */
  List<OutboxRow> listPending(long from, long before, int limit);

  /** Those of {@code seqs} that are neither acknowledged nor set apart, in that order. */
  List<OutboxRow> listPending(Collection<Long> seqs);

  /** All records from a number on, whatever their state, at most {@code limit}. */
  List<OutboxRow> list(long from, int limit);

  /**
   * Which record has which number, whatever its state, from a number on, at most {@code limit}.
   * Does not read the records.
   */
  List<NumberedId> listIds(long from, int limit);

  /** Opens acknowledged records again, to be sent once more; how many there are in the range. */
  CompletableFuture<Long> reopen(long first, long last);

  /** When the oldest record was captured that is neither acknowledged nor set apart. */
  Optional<Instant> oldestPending();

  /** When the newest record was captured by a clock that a time server had set. */
  Optional<Instant> newestTime();

  /**
   * The first number from {@code from} on after which everything pending is fresh: happened in
   * {@code bootId}, at or after {@code sinceMonoMillis}.
   */
  long findFreshFrom(long from, String bootId, long sinceMonoMillis);

  /** A broker took them. */
  CompletableFuture<Integer> markSent(Collection<Long> seqs);

  /**
   * Applies an acknowledgement in one transaction.
   *
   * @param ack of this epoch, and of numbers that exist
   * @param now present time
   */
  CompletableFuture<AckOutcome> apply(CloudAck ack, Instant now);

  /** Keeps a record out of the way for a person, with the reason; it is never deleted. */
  CompletableFuture<Boolean> setApart(long seq, String reason, Instant now);

  /** Deletes records acknowledged before an instant, at most {@code limit}; tells how many. */
  CompletableFuture<Integer> purgeAcked(Instant ackedBefore, int limit);
}
