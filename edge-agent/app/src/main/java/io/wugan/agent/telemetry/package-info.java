/**
 * What the board says about itself: a heartbeat each minute, a digest of its records each hour.
 *
 * <p>Threads: {@link io.wugan.agent.telemetry.Telemetry} owns one.
 */
@NullMarked
package io.wugan.agent.telemetry;

import org.jspecify.annotations.NullMarked;
