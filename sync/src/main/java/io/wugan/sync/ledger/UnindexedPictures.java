package io.wugan.sync.ledger;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Pictures of passages that were captured since the index was last brought up.
 *
 * @param passages how many were looked at
 * @param upTo the last of them; empty if there is none
 * @param pictures what they name, in the order of capture
 */
public record UnindexedPictures(int passages, Optional<UUID> upTo, List<NamedPicture> pictures) {
  public UnindexedPictures {
    pictures = List.copyOf(pictures);
  }
}
