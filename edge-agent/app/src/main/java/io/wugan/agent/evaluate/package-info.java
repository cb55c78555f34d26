/**
 * Accuracy of plate recognition against labelled pictures.
 *
 * <p>Threads: confined to the thread that calls.
 */
@NullMarked
package io.wugan.agent.evaluate;

import org.jspecify.annotations.NullMarked;
