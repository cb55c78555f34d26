package io.wugan.core.session;

import io.wugan.core.plate.PlateNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The sessions as they stand, for a decision to look at. Valid only while the decision is made, on
 * the thread that makes it.
 */
public interface SessionBook {

  /** Open sessions of exactly this plate, the latest entry first. */
  List<Session> listOpenByPlate(PlateNumber plate);

  /** Open sessions whose entry was before {@code utc}, the oldest first, at most {@code limit}. */
  List<Session> listOpenEnteredBefore(Instant utc, int limit);

  /** The session with this id. */
  Optional<Session> findById(UUID sessionId);
}
