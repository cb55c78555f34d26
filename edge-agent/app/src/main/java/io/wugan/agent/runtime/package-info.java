/**
 * Wiring and life cycle: from a configuration to a running agent, and down again in the reverse
 * order.
 *
 * <p>Threads: {@link io.wugan.agent.runtime.Agent} is thread-safe; the threads it starts are named
 * {@code lane-<id>}, {@code ledger}, {@code uplink} and {@code sweep}.
 */
@NullMarked
package io.wugan.agent.runtime;

import org.jspecify.annotations.NullMarked;
