/**
 * How a lane's camera stood when the lane was signed off, kept in the data folder.
 *
 * <p>Threads: everything here is thread-safe or immutable.
 */
@NullMarked
package io.wugan.agent.aim;

import org.jspecify.annotations.NullMarked;
