package io.wugan.sync.ledger;

import io.wugan.sync.contract.RecordImage;
import java.time.Instant;
import java.util.Optional;

/**
 * A picture as a record names it, and what has become of it.
 *
 * @param row its row
 * @param image what the record says
 * @param state what has become of it
 * @param url where it was uploaded to
 * @param at since when it is in this state
 * @param revision counts its states, from 1
 */
public record RecordPicture(
    long row,
    RecordImage image,
    UploadState state,
    Optional<String> url,
    Instant at,
    int revision) {}
