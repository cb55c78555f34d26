/**
 * Serial lines, such as the RS-485 bus of a lane's panels: opened, shared by several devices, and
 * opened again after an adapter was pulled. jSerialComm is imported here and nowhere else.
 *
 * <p>Threads: a bus may be used by any number of threads; they take turns.
 */
@NullMarked
package io.wugan.devices.serial;

import org.jspecify.annotations.NullMarked;
