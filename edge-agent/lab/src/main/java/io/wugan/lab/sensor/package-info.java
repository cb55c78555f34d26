/**
 * Proofs of the gateway of bay sensors: foreign clients, forged and repeated datagrams, floods
 * beside a lane that reads, restarts, and many simulated sensors for long; simulated sensors for a
 * laptop.
 *
 * <p>Threads: a proof runs on the thread of its command; what sends beside it has threads of its
 * own, which end with it.
 */
@NullMarked
package io.wugan.lab.sensor;

import org.jspecify.annotations.NullMarked;
