package io.wugan.sync.ledger;

import java.util.Optional;
import java.util.UUID;

/**
 * A picture that is kept, as one passage names it.
 *
 * @param id its row
 * @param sha256 64 lower-case hexadecimal digits
 * @param passageId the passage; empty where none names it
 * @param kind what it shows
 * @param bytes length of its file
 * @param value what it counts for, as noted when it was last looked at
 * @param actual what it counts for now; as noted where that was not asked for
 */
public record KeptPicture(
    long id,
    String sha256,
    Optional<UUID> passageId,
    EvidenceClass kind,
    long bytes,
    EvidenceValue value,
    EvidenceValue actual) {}
