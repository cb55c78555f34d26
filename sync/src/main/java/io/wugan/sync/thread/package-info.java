/**
 * How this module starts threads.
 *
 * <p>Threads: everything here is thread-safe.
 */
@NullMarked
package io.wugan.sync.thread;

import org.jspecify.annotations.NullMarked;
