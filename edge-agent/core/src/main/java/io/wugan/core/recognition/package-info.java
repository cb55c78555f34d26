/**
 * Ports to what looks at pictures: one frame in, plate reads out, or whether a vehicle is there.
 *
 * <p>Threads: a recognizer is confined to one thread.
 */
@NullMarked
package io.wugan.core.recognition;

import org.jspecify.annotations.NullMarked;
