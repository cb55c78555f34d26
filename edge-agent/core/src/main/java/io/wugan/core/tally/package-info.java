/**
 * Vehicles that people counted at a lane, held against what the board recorded of them (百车计数).
 *
 * <p>Threads: immutable values and pure functions.
 */
@NullMarked
package io.wugan.core.tally;

import org.jspecify.annotations.NullMarked;
