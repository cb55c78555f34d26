/**
 * Digital inputs and outputs (GPIO): inductive loops, push buttons, door contacts, relays. Three
 * drivers behind one door: Pi4J on a Raspberry Pi, the kernel's own character device on any board
 * with Linux, and files that stand for contacts on a laptop.
 *
 * <p>Threads: {@link io.wugan.devices.gpio.Gpio} owns one, {@code gpio}; everything else is called
 * by it, or hands over.
 */
@NullMarked
package io.wugan.devices.gpio;

import org.jspecify.annotations.NullMarked;
