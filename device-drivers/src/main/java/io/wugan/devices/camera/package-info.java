/**
 * Sources of camera pictures through FFmpeg: live cameras (RTSP, MJPEG, V4L2, a program that writes
 * pictures), which are watched, and recorded video.
 *
 * <p>Threads: a source and its frames are confined to the thread of their lane; a live one decodes
 * on a thread of its own, {@code camera-<id>}, and hands over the newest picture.
 */
@NullMarked
package io.wugan.devices.camera;

import org.jspecify.annotations.NullMarked;
