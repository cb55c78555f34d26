package io.wugan.core.lot;

import java.util.List;
import java.util.UUID;

/**
 * What the keeper has captured of a handover; given only after its commit.
 *
 * @param captured ids of passages, a first part of the handover; what is missing is to be handed
 *     over again
 */
public record Receipt(List<UUID> captured) {
  public Receipt {
    captured = List.copyOf(captured);
  }
}
