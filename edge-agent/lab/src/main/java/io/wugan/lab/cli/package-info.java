/**
 * The program as a laptop has it: a board's commands, and the lab's beside them.
 *
 * <p>Threads: a command is run by the thread that calls it.
 */
@NullMarked
package io.wugan.lab.cli;

import org.jspecify.annotations.NullMarked;
