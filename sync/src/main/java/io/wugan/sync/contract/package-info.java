/**
 * What is said on the wire: records as CloudEvents 1.0 in structured JSON, the cloud's
 * acknowledgement, and the status of the edge. The JSON Schemas and the AsyncAPI description lie
 * beside it as resources ({@code io/wugan/sync/schema}).
 *
 * <p>Rules: additive changes only; a reader ignores fields that it does not know; bytes are
 * canonical, so the same record gives the same bytes for ever.
 *
 * <p>Threads: everything here is immutable and thread-safe.
 */
@NullMarked
package io.wugan.sync.contract;

import org.jspecify.annotations.NullMarked;
