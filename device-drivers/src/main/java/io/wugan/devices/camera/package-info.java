/**
 * Sources of camera pictures: recorded video through FFmpeg.
 *
 * <p>Threads: a source and its frames are confined to the thread of their camera; only {@code
 * close()} may come from elsewhere, and then after that thread has ended.
 */
@NullMarked
package io.wugan.devices.camera;

import org.jspecify.annotations.NullMarked;
