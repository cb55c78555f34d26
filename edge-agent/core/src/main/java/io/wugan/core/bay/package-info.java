/**
 * Single bays and what their sensors say. A bay corroborates: it never opens, closes or changes a
 * stay, and nothing is billed from it.
 *
 * <p>Threads: values are immutable; {@link io.wugan.core.bay.BayBoard} is thread-safe.
 */
@NullMarked
package io.wugan.core.bay;

import org.jspecify.annotations.NullMarked;
