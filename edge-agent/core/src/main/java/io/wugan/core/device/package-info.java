/**
 * Ports to the hardware of a lane: cameras, displays, relays. Adapters live in the device drivers;
 * what loops and buttons say is joined in {@code lane}, what bay sensors say in {@code bay}.
 *
 * <p>Threads: a {@link io.wugan.core.device.FrameSource} and its frames are confined to the thread
 * of their lane; a {@link io.wugan.core.device.Display} is called by threads of its own, one at a
 * time.
 */
@NullMarked
package io.wugan.core.device;

import org.jspecify.annotations.NullMarked;
