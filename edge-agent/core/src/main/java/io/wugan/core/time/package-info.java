/**
 * Time that can be billed: a UTC estimate with its quality beside a monotonic reading and the boot
 * it belongs to, so that a wrong clock can be put right later.
 *
 * <p>Threads: values are immutable; clocks and id sources are thread-safe.
 */
@NullMarked
package io.wugan.core.time;

import org.jspecify.annotations.NullMarked;
