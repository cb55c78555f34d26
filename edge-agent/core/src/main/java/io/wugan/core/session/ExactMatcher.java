package io.wugan.core.session;

import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.MatchDecision.Candidate;
import java.util.List;
import java.util.Optional;

/**
 * The same text and a colour that may be the same. A blue and a yellow plate of one text are two
 * vehicles, so a contradicting colour goes to a person.
 */
public final class ExactMatcher implements SessionMatcher {

  @Override
  public MatchDecision match(Passage exit, SessionBook book) {
    Optional<PlateNumber> plate = exit.plateNumber();
    if (plate.isEmpty()) {
      return new MatchDecision.None();
    }
    PlateColor color = exit.plate().map(PlateChoice::color).orElse(PlateColor.UNKNOWN);
    List<Session> open = book.listOpenByPlate(plate.get());
    List<Session> sameColor =
        open.stream().filter(session -> session.color().compatibleWith(color)).toList();
    if (sameColor.size() == 1) {
      return new MatchDecision.Exact(sameColor.get(0));
    }
    if (open.isEmpty()) {
      return new MatchDecision.None();
    }
    List<Session> unsure = sameColor.isEmpty() ? open : sameColor;
    return new MatchDecision.Review(
        unsure.stream().map(session -> new Candidate(session, 0)).toList());
  }
}
