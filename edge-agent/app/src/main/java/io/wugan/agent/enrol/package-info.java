/**
 * The board's own certificate: asked for with a claim token, renewed with the present one, by
 * Enrolment over Secure Transport (EST, RFC 7030). The key is made on the board and never leaves
 * it; key and certificate are put in force together, by one rename.
 *
 * <p>Threads: used by one command, {@code wugan enrol}; its waits all have limits. The agent reads
 * what it leaves behind.
 */
@NullMarked
package io.wugan.agent.enrol;

import org.jspecify.annotations.NullMarked;
