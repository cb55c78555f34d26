/**
 * What is told to the cloud: immutable facts, numbered without gaps once they are committed.
 *
 * <p>Threads: every type here is immutable or stateless.
 */
@NullMarked
package io.wugan.core.record;

import org.jspecify.annotations.NullMarked;
