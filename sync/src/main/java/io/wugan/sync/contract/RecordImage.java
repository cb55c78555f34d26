package io.wugan.sync.contract;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a record says of one of its pictures.
 *
 * @param record id of the event
 * @param passage id of the passage
 * @param session id of the stay, if the record has one
 * @param kind {@code SCENE} or {@code PLATE}, or what later versions add
 * @param sha256 64 lower-case hexadecimal digits
 * @param bytes size of the file
 * @param time when the record happened
 */
public record RecordImage(
    UUID record,
    UUID passage,
    Optional<UUID> session,
    String kind,
    String sha256,
    long bytes,
    Instant time) {}
