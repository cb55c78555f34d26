/**
 * Displays without hardware: one that writes to the log, one that keeps what it was told.
 *
 * <p>Threads: a display is called by one thread at a time; what the simulated one shows may be read
 * from any thread.
 */
@NullMarked
package io.wugan.devices.display;

import org.jspecify.annotations.NullMarked;
