/**
 * The cloud's side of commands: signs them, as a back end would.
 *
 * <p>Threads: stateless.
 */
@NullMarked
package io.wugan.lab.command;

import org.jspecify.annotations.NullMarked;
