/**
 * What is wrong with the board and its devices, and when it is right again.
 *
 * <p>Threads: values are immutable; {@link io.wugan.core.health.HealthEvents} is thread-safe.
 */
@NullMarked
package io.wugan.core.health;

import org.jspecify.annotations.NullMarked;
