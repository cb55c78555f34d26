/**
 * The words in which a module's architecture test says what its packages may import.
 *
 * <p>Used by tests alone; nothing here travels to a board. Everything is immutable once built.
 */
@NullMarked
package io.wugan.policy;

import org.jspecify.annotations.NullMarked;
