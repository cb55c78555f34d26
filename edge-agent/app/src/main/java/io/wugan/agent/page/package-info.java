/**
 * The local page: what it is told by the configuration. Imports nothing of the agent, so that the
 * configuration may know it.
 *
 * <p>Threads: immutable values.
 */
@NullMarked
package io.wugan.agent.page;

import org.jspecify.annotations.NullMarked;
