/**
 * Releases beside the packaged program: signed bundles, unpacked side by side, one of them in
 * force, a new one on trial until it has proved itself. The launcher script of the package reads
 * the same state file before each start.
 *
 * <p>Threads: {@link io.wugan.agent.release.UpdateKeeper} owns a thread {@code update}; the store
 * is guarded by a lock on a file, because a command may change it while the agent runs.
 */
@NullMarked
package io.wugan.agent.release;

import org.jspecify.annotations.NullMarked;
