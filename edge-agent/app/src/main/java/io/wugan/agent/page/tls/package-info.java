/**
 * The page's own certificate: made by this package, kept in a key store of mode 0600, known by its
 * fingerprint. Imports the JDK and the DER encoder alone.
 *
 * <p>Threads: used while the page starts, by one thread.
 */
@NullMarked
package io.wugan.agent.page.tls;

import org.jspecify.annotations.NullMarked;
