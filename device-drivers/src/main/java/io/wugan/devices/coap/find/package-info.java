/**
 * Boards of a lot find the one that keeps it: CoAP's discovery by multicast (RFC 7252 sections 7
 * and 8, RFC 6690), in the clear. It tells where to ask, never whom to trust: that is for the key.
 *
 * <p>Threads: a beacon answers on one of its own, {@code lot-beacon}; a search blocks whoever calls
 * it, up to a deadline.
 */
@NullMarked
package io.wugan.devices.coap.find;

import org.jspecify.annotations.NullMarked;
