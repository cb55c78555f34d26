/**
 * The crash proof: a board, a broker and the back end, each a process of its own, are killed at
 * random moments and at every named failpoint while vehicles pass; afterwards a checker with
 * queries of its own compares what the board said it had captured with both ledgers.
 *
 * <p>Threads: all of the proof runs on the thread that calls {@link
 * io.wugan.lab.proof.crash.CrashProof}; the three processes have their own.
 */
@NullMarked
package io.wugan.lab.proof.crash;

import org.jspecify.annotations.NullMarked;
