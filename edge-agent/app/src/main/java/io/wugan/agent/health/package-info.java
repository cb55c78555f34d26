/**
 * What is wrong with the board, as programs read it.
 *
 * <p>Threads: stateless.
 */
@NullMarked
package io.wugan.agent.health;

import org.jspecify.annotations.NullMarked;
