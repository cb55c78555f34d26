/**
 * From a network's numbers to plates and texts: plain arithmetic on arrays, without native code.
 *
 * <p>Threads: everything here is immutable.
 */
@NullMarked
package io.wugan.recognition.decode;

import org.jspecify.annotations.NullMarked;
