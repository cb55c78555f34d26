/**
 * Certificates: what has to be encoded by hand because the JDK has no public way to it, and PEM
 * texts (RFC 7468). Imports the JDK alone.
 *
 * <p>Threads: stateless.
 */
@NullMarked
package io.wugan.agent.x509;

import org.jspecify.annotations.NullMarked;
