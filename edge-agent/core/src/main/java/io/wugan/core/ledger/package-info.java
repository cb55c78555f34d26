/**
 * Port to the ledger: one transaction writes session change, record and sequence number together.
 *
 * <p>Threads: a {@link io.wugan.core.ledger.Ledger} is thread-safe and owns one writer thread.
 */
@NullMarked
package io.wugan.core.ledger;

import org.jspecify.annotations.NullMarked;
