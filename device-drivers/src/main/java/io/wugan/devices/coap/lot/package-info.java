/**
 * The link between the boards of a lot: bytes over CoAP (RFC 7252), in blocks (RFC 7959), and DTLS
 * with a key for each board. What the bytes say is no concern of this package.
 *
 * <p>Threads: a server answers on one of its own, {@code lot-work}; a client blocks whoever calls
 * it, up to a deadline.
 */
@NullMarked
package io.wugan.devices.coap.lot;

import org.jspecify.annotations.NullMarked;
