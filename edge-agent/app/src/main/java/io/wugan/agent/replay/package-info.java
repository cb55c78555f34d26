/**
 * Recorded video through the same pipeline as on a board, on a virtual clock: the same input gives
 * the same records, byte for byte.
 *
 * <p>Threads: confined to the thread that calls; the ledger has its own.
 */
@NullMarked
package io.wugan.agent.replay;

import org.jspecify.annotations.NullMarked;
