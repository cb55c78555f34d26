/**
 * Brings the outbox to the cloud over MQTT, and the cloud's acknowledgements back.
 *
 * <p>A record is delivered when the cloud says that it has committed it, never when a broker has
 * taken it. The MQTT client sits behind the port {@link io.wugan.sync.uplink.MqttTransport}; it is
 * known to hang, to leak threads and to lose messages, and nothing here relies on it for anything
 * but speed: what is not acknowledged is in the outbox and is sent again.
 *
 * <p>Threads: the thread {@code uplink} owns everything between the outbox and the transport. The
 * client's own threads only put events into a bounded inbox. {@link io.wugan.sync.uplink.Uplink} is
 * thread-safe.
 */
@NullMarked
package io.wugan.sync.uplink;

import org.jspecify.annotations.NullMarked;
