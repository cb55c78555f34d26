/**
 * The way of a vehicle on the board: frames of one lane through recognition and tracking to
 * passages, and passages through the evidence store into the ledger.
 *
 * <p>Threads: a {@link io.wugan.agent.lane.LanePipeline} belongs to one thread, {@code lane-<id>}
 * on a board; a {@link io.wugan.agent.lane.PassageRecorder} is shared by all lanes and thread-safe.
 */
@NullMarked
package io.wugan.agent.lane;

import org.jspecify.annotations.NullMarked;
