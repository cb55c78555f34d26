/**
 * Pictures as files named by their content, and the sweep that keeps them within their quota and
 * deletes them by their date. What is kept, held and gone is written in the ledger.
 *
 * <p>Threads: the store is thread-safe; callers that keep the same picture at the same time keep it
 * once. A sweeper, with all that it uses but the store, is confined to one thread.
 */
@NullMarked
package io.wugan.sync.evidence;

import org.jspecify.annotations.NullMarked;
