/**
 * Constrained devices over CoAP (RFC 7252) and DTLS 1.2 with pre-shared keys (RFC 6347, RFC 4279):
 * an endpoint with the sizes of a board rather than of a data centre. Whoever speaks CoAP builds on
 * {@link io.wugan.devices.coap.CoapNode}, in a package below this one.
 *
 * <p>Threads: each node has one thread that receives, one that decrypts and one or two that answer,
 * named {@code coap-<node>}; handlers run on the latter and must not block.
 */
@NullMarked
package io.wugan.devices.coap;

import org.jspecify.annotations.NullMarked;
