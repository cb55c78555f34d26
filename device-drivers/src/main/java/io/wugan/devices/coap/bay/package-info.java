/**
 * The gateway of bay sensors (车位传感器): reports over CoAP and DTLS, a view of the bays for a
 * handheld, and a small resource directory (RFC 9176). What is reported goes to the core's {@link
 * io.wugan.core.bay.BayBoard}, which decides nothing about stays.
 *
 * <p>Threads: resources run on those of their {@link io.wugan.devices.coap.CoapNode} and never
 * block.
 */
@NullMarked
package io.wugan.devices.coap.bay;

import org.jspecify.annotations.NullMarked;
