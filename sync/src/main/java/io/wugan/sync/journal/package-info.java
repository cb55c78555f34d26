/**
 * The second line behind the ledger: what each commit changed, in files of a day, that only grow.
 * Knows frames and rows, not the tables.
 *
 * <p>Threads: a {@link io.wugan.sync.journal.Journal} belongs to the ledger's thread.
 */
@NullMarked
package io.wugan.sync.journal;

import org.jspecify.annotations.NullMarked;
