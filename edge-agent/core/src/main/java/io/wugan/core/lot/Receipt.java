package io.wugan.core.lot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the keeper has captured of a handover; given only after its commit.
 *
 * @param captured ids of passages, a first part of the handover; what is missing is to be handed
 *     over again
 * @param stays how long the stays lasted that some of these passages have ended, for displays
 */
public record Receipt(List<UUID> captured, Map<UUID, Duration> stays) {
  public Receipt {
    captured = List.copyOf(captured);
    stays = Map.copyOf(stays);
  }

  /** A receipt for passages that have ended no stay. */
  public Receipt(List<UUID> captured) {
    this(captured, Map.of());
  }
}
