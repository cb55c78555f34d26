/**
 * The service manager of the board: systemd's notifications.
 *
 * <p>Threads: everything is thread-safe.
 */
@NullMarked
package io.wugan.devices.system;

import org.jspecify.annotations.NullMarked;
