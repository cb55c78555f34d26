package io.wugan.core.session;

import io.wugan.core.time.ClockAnchor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Puts right the times of sessions that were stamped before the clock was known. No time is
 * invented: the anchor and the monotonic readings of the same boot give it. Stateless; applied
 * twice it changes nothing more.
 */
public final class TimeDesk {

  /**
   * As many passages as one decision looks at, so that a vehicle never waits for long behind it.
   */
  public static final int STEP_LIMIT = 100;

  /**
   * The sessions whose times {@code anchor} puts right, from the latest passage backwards. Looks at
   * {@value #STEP_LIMIT} passages at most; call again with {@link Decision.Redated#resume} until
   * that is empty. Ends where the boot began, or where a whole step of passages had a known clock:
   * a board that is synchronised stays so, and what is older was put right then.
   *
   * @param anchor UTC and monotonic clock together
   * @param before where the last decision left off; empty to begin
   * @param book the sessions as they stand
   */
  public Decision.Redated decide(ClockAnchor anchor, Optional<UUID> before, SessionBook book) {
    List<PassageRef> captured = book.listCapturedIn(anchor.at().bootId(), before, STEP_LIMIT);
    List<Session> redated = new ArrayList<>();
    Set<UUID> seen = new HashSet<>();
    boolean undated = false;
    for (PassageRef passage : captured) {
      if (!anchor.corrects(passage.at())) {
        continue;
      }
      undated = true;
      book.findByPassage(passage.passageId())
          .filter(session -> seen.add(session.id()))
          .flatMap(session -> session.redated(anchor))
          .ifPresent(redated::add);
    }
    boolean more = undated && captured.size() == STEP_LIMIT;
    Optional<UUID> resume =
        more ? Optional.of(captured.get(captured.size() - 1).passageId()) : Optional.empty();
    return new Decision.Redated(anchor, redated, resume);
  }
}
