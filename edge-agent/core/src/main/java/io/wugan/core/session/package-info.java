/**
 * From passages to stays: sessions, how an exit finds its open session, and what is decided. Pure
 * code without clock, storage or threads of its own.
 *
 * <p>Threads: every type here is immutable or stateless.
 */
@NullMarked
package io.wugan.core.session;

import org.jspecify.annotations.NullMarked;
