/**
 * Configurations from the cloud: checked, put on probation, kept or taken back.
 *
 * <p>Threads: the desk runs on that of the commands; the store belongs to whoever starts the agent
 * until it runs, and is guarded by its own lock from there on.
 */
@NullMarked
package io.wugan.agent.remote;

import org.jspecify.annotations.NullMarked;
