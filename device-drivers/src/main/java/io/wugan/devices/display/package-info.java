/**
 * Panels that tell drivers something, with and without a voice: frames of the families that are
 * common in Chinese parking lots, over a serial line, TCP or UDP; and twins without hardware.
 *
 * <p>A family is a {@link io.wugan.devices.display.PanelProtocol}, a way to it a {@link
 * io.wugan.devices.display.PanelLine}; {@link io.wugan.devices.display.Displays} joins them.
 *
 * <p>Threads: a display is called by one thread at a time; what the simulated one shows may be read
 * from any thread.
 */
@NullMarked
package io.wugan.devices.display;

import org.jspecify.annotations.NullMarked;
