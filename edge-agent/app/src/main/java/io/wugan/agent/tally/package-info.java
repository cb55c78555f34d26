/**
 * A count of vehicles by people as a file of the board, for the local page and the commissioning
 * report.
 *
 * <p>Threads: immutable values; whoever writes the file is one thread at a time.
 */
@NullMarked
package io.wugan.agent.tally;

import org.jspecify.annotations.NullMarked;
