/**
 * A server that gives boards their certificates, EST of RFC 7030, for laptops and proofs. What an
 * authority does is done by the program {@code openssl}: requests and answers of the board are read
 * by another implementation than its own.
 *
 * <p>Threads: {@link io.wugan.lab.est.EstServer} has four of its own, {@code est-…}; the authority
 * and the tokens are guarded by their locks.
 */
@NullMarked
package io.wugan.lab.est;

import org.jspecify.annotations.NullMarked;
