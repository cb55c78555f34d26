/**
 * What a monitoring system can read of the board: figures in the text format of Prometheus, and
 * whether all is well. No plate and no secret is among them.
 *
 * <p>Threads: {@link io.wugan.agent.metrics.MetricsServer} has two of its own, {@code metrics-1}
 * and {@code metrics-2}; figures are taken when they are asked for, and never by a lane.
 */
@NullMarked
package io.wugan.agent.metrics;

import org.jspecify.annotations.NullMarked;
