/**
 * Ports to the hardware of a lane: cameras and displays. Adapters live in the device drivers.
 *
 * <p>Threads: a {@link io.wugan.core.device.FrameSource} and its frames are confined to the thread
 * of their camera; a {@link io.wugan.core.device.Display} is called by threads of its own, one at a
 * time.
 */
@NullMarked
package io.wugan.core.device;

import org.jspecify.annotations.NullMarked;
