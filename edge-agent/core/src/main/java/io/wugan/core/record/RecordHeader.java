package io.wugan.core.record;

import io.wugan.core.time.LotTime;
import java.util.UUID;

/**
 * What every record carries.
 *
 * @param id version 7 UUID, made when the record is made; the cloud tells duplicates by it
 * @param time when what it tells of happened
 */
public record RecordHeader(UUID id, LotTime time) {}
