/**
 * How long things took, and what share of them took no longer.
 *
 * <p>Threads: confined to one.
 */
@NullMarked
package io.wugan.agent.timing;

import org.jspecify.annotations.NullMarked;
