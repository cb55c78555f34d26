package io.wugan.sync.evidence;

import io.wugan.core.health.HealthEvents;
import io.wugan.core.time.LotClock;
import io.wugan.sync.ledger.Outbox;
import io.wugan.sync.ledger.UploadIndex;
import io.wugan.sync.uplink.Publication;
import java.util.function.BiPredicate;

/**
 * What uploads need of their board.
 *
 * @param index which pictures there are, and what has become of them
 * @param outbox records go first
 * @param files the pictures
 * @param uplink says something to the cloud and tells when a broker has it; false if it does not
 * @param health is told when the server takes nothing for long
 * @param clock its clock
 */
public record UploadBoard(
    UploadIndex index,
    Outbox outbox,
    FileEvidenceStore files,
    BiPredicate<Publication, Runnable> uplink,
    HealthEvents health,
    LotClock clock) {

  /** Whether any record is not acknowledged yet: pictures and what is said of them wait. */
  boolean recordsWait() {
    return !outbox.listPending(0, Long.MAX_VALUE, 1).isEmpty();
  }
}
