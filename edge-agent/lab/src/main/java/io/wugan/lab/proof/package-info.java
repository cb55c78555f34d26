/**
 * The kill proof: an agent is killed again and again while cars pass and the broker comes and goes;
 * afterwards its ledger and the cloud's must hold the same records, each once, and every finished
 * stay must be billed once. Anyone can run it.
 *
 * <p>Threads: everything runs on the thread that calls {@link io.wugan.lab.proof.KillProof}, except
 * the back end and the broker, which have their own.
 */
@NullMarked
package io.wugan.lab.proof;

import org.jspecify.annotations.NullMarked;
