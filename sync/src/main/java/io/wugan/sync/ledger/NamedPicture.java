package io.wugan.sync.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A picture on its way into the index.
 *
 * @param passageId the passage that names it; empty where none does
 * @param sha256 64 lower-case hexadecimal digits
 * @param kind what it shows
 * @param bytes length of its file
 * @param since from when on its age counts; empty where nobody knew the time then
 */
public record NamedPicture(
    Optional<UUID> passageId,
    String sha256,
    EvidenceClass kind,
    long bytes,
    Optional<Instant> since) {}
