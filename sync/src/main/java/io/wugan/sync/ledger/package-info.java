/**
 * The book of record in SQLite: passages, sessions, occupancy, gapless sequence numbers and the
 * outbox of what the cloud is told, all written by one transaction for each piece of work.
 *
 * <p>Threads: the thread {@code ledger} owns the writing connection and everything that touches it
 * (tables, statements, transactions). {@link io.wugan.sync.ledger.SqliteLedger}, {@link
 * io.wugan.sync.ledger.Outbox} and {@link io.wugan.sync.ledger.LedgerView} are thread-safe; the
 * latter two read through connections of their own, which cannot write.
 */
@NullMarked
package io.wugan.sync.ledger;

import org.jspecify.annotations.NullMarked;
