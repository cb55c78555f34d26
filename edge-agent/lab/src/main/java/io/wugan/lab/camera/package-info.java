/**
 * What may happen to a camera: a real RTSP server that does it on purpose, and the proof that it is
 * noticed in time, that pictures come back, and that nothing is left over.
 *
 * <p>Threads: a probe owns one, which takes pictures as a lane does; the proof runs on the thread
 * that calls it.
 */
@NullMarked
package io.wugan.lab.camera;

import org.jspecify.annotations.NullMarked;
