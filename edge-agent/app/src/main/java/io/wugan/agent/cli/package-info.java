/**
 * The command line. Results go to standard output, logs to standard error; exit status 0 done, 1
 * failed, 2 wrong use, 3 a check found a fault.
 *
 * <p>Threads: a command is run by the thread that calls it.
 */
@NullMarked
package io.wugan.agent.cli;

import org.jspecify.annotations.NullMarked;
