/**
 * Programs of the system that are asked something: short ones, each within a limit.
 *
 * <p>Threads: stateless; a call blocks its caller for its limit at most.
 */
@NullMarked
package io.wugan.agent.system;

import org.jspecify.annotations.NullMarked;
