package io.wugan.sync.evidence;

import io.wugan.sync.ledger.EvidenceClass;
import io.wugan.sync.ledger.EvidenceValue;
import java.time.Duration;

/**
 * How much room pictures may take, and for how long they may be kept.
 *
 * @param quotaBytes all pictures together; above it pictures are pruned
 * @param keepFreeBytes where less is free on their disk, pictures are pruned
 * @param scene scenes with a vehicle whose plate was read, and files that no passage names
 * @param plate pictures of a plate alone
 * @param noPlate pictures of a vehicle whose plate was not read
 * @param pending at least this long while the vehicle is inside or a person is still to look
 */
public record EvidencePolicy(
    long quotaBytes,
    long keepFreeBytes,
    Duration scene,
    Duration plate,
    Duration noPlate,
    Duration pending) {

  /** What a board does that is not told. */
  public static final EvidencePolicy DEFAULT =
      new EvidencePolicy(
          20_000L << 20,
          512L << 20,
          Duration.ofDays(30),
          Duration.ofDays(90),
          Duration.ofDays(30),
          Duration.ofDays(90));

  private static final int SLACK = 100;
  private static final int RESERVE = 4;

  /** Pruning goes on down to here, so that it need not begin again with the next picture. */
  long quotaTargetBytes() {
    return quotaBytes - quotaBytes / SLACK;
  }

  /** Pruning goes on until so much is free. */
  long freeTargetBytes() {
    return keepFreeBytes + keepFreeBytes / SLACK;
  }

  /** Free space that no picture may take: the ledger's. */
  public long reserveBytes() {
    return keepFreeBytes / RESERVE;
  }

  /** How long a picture may be kept that is not held. */
  Duration retention(EvidenceClass kind, EvidenceValue value) {
    Duration own =
        switch (kind) {
          case SCENE, UNNAMED -> scene;
          case PLATE -> plate;
          case NO_PLATE -> noPlate;
        };
    return value == EvidenceValue.SETTLED || own.compareTo(pending) > 0 ? own : pending;
  }
}
