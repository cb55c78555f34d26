/**
 * The whole thing on a laptop: a clip through an entry lane and an exit lane, a broker, a billing
 * back end.
 *
 * <p>Threads: the demo plays on the thread that calls; ledger, uplink, broker and back end have
 * their own.
 */
@NullMarked
package io.wugan.lab.demo;

import org.jspecify.annotations.NullMarked;
