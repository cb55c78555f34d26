package io.wugan.agent.aim;

import io.wugan.core.aim.AimSummary;
import io.wugan.core.evidence.EvidenceImage;
import java.util.Optional;

/**
 * What plates were like when an installer signed a lane off. Immutable.
 *
 * @param summary medians of the last plates then
 * @param by who signed, not blank
 * @param scene the camera's picture then, its plates covered; empty where none was at hand
 */
public record AcceptedAim(AimSummary summary, String by, Optional<EvidenceImage> scene) {

  /**
   * @throws IllegalArgumentException if nobody signed
   */
  public AcceptedAim {
    if (by.isBlank()) {
      throw new IllegalArgumentException("who signs must be told");
    }
  }
}
