package io.wugan.agent.desk;

import io.wugan.sync.ledger.ForgetRequest;
import io.wugan.sync.ledger.HoldSubject;
import java.util.UUID;

/** What somebody wants done with pictures. */
public sealed interface EvidenceOrder {

  /** Of the order; the same order twice is done once. */
  UUID id();

  /**
   * Hold pictures.
   *
   * @param id of the order
   * @param subject whose
   * @param by who asks, not blank
   * @param reason why, not blank
   */
  record Hold(UUID id, HoldSubject subject, String by, String reason) implements EvidenceOrder {
    public Hold {
      requireTold(by, reason);
    }
  }

  /**
   * Release them.
   *
   * @param id of the order
   * @param subject whose
   * @param by who asks, not blank
   * @param reason why, not blank
   */
  record Release(UUID id, HoldSubject subject, String by, String reason) implements EvidenceOrder {
    public Release {
      requireTold(by, reason);
    }
  }

  /**
   * Sweep now, and compare every file with the index.
   *
   * @param id of the order
   */
  record Sweep(UUID id) implements EvidenceOrder {}

  /**
   * Forget a vehicle, pictures and all else.
   *
   * @param request which, and who asks
   * @param dryRun only say what would be done
   */
  record Forget(ForgetRequest request, boolean dryRun) implements EvidenceOrder {
    @Override
    public UUID id() {
      return request.id();
    }
  }

  private static void requireTold(String by, String reason) {
    if (by.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("--by and --reason must not be blank");
    }
  }
}
