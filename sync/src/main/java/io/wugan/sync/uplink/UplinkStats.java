package io.wugan.sync.uplink;

import java.time.Instant;
import java.util.Optional;

/**
 * The uplink at a glance, since it was started. Immutable.
 *
 * @param connected whether there is a connection
 * @param connections connections that came about
 * @param failuresInARow connections and attempts that failed since the last steady one
 * @param sentEvents events handed to the broker, repeated ones included
 * @param resentEvents those that were sent before on the same connection
 * @param ackedEvents records that the cloud acknowledged
 * @param setApart records that the cloud refused for good
 * @param refusedAcks acknowledgements that could not be used
 * @param unacknowledged records sent on this connection and not acknowledged
 * @param lastAck when the cloud acknowledged last
 * @param lastFailure why the last connection or attempt failed
 * @param restartAdvised whether the process should be started again, because abandoned attempts
 *     have used up too much
 * @param certificateExpires until when the board's own certificate is good
 * @param version what was spoken on the newest connection; empty if none came about yet
 */
public record UplinkStats(
    boolean connected,
    long connections,
    long failuresInARow,
    long sentEvents,
    long resentEvents,
    long ackedEvents,
    long setApart,
    long refusedAcks,
    int unacknowledged,
    Optional<Instant> lastAck,
    Optional<String> lastFailure,
    boolean restartAdvised,
    Optional<Instant> certificateExpires,
    Optional<MqttVersion> version) {}
