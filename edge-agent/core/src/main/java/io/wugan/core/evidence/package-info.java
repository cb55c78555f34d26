/**
 * Pictures that prove a passage: how they are taken, named by their content and kept.
 *
 * <p>Threads: images and references are immutable; stores are thread-safe.
 */
@NullMarked
package io.wugan.core.evidence;

import org.jspecify.annotations.NullMarked;
