/**
 * What the tests of the core share: made-up reads and passages, a scripted lane, sessions in
 * memory.
 *
 * <p>Threads: everything is confined to the test that made it.
 */
@NullMarked
package io.wugan.core.testing;

import org.jspecify.annotations.NullMarked;
