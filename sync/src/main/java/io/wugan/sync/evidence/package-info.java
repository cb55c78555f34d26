/**
 * Pictures as files named by their content.
 *
 * <p>Threads: the store is thread-safe; callers that keep the same picture at the same time keep it
 * once.
 */
@NullMarked
package io.wugan.sync.evidence;

import org.jspecify.annotations.NullMarked;
