/**
 * What the cloud may ask of a board: accepted once, done once, answered until it was heard.
 *
 * <p>Threads: {@link io.wugan.agent.command.CommandService} owns one; everything that carries out a
 * command runs on it.
 */
@NullMarked
package io.wugan.agent.command;

import org.jspecify.annotations.NullMarked;
