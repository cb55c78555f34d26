/**
 * Port to plate recognition: one frame in, plate reads out.
 *
 * <p>Threads: a recognizer is confined to one thread.
 */
@NullMarked
package io.wugan.core.recognition;

import org.jspecify.annotations.NullMarked;
