/**
 * The first start of a board: what the installer wrote into the setup file of the boot partition
 * becomes the board's configuration, its network and its claim; the secrets are then overwritten.
 *
 * <p>Threads: used by one command, {@code wugan first-boot}, as root, before the network is up.
 */
@NullMarked
package io.wugan.agent.firstboot;

import org.jspecify.annotations.NullMarked;
