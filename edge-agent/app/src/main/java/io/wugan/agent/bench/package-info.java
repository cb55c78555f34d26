/**
 * What plate recognition costs on this machine: time of each stage, memory, arithmetic.
 *
 * <p>Threads: confined to the thread that calls.
 */
@NullMarked
package io.wugan.agent.bench;

import org.jspecify.annotations.NullMarked;
