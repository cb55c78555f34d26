package io.wugan.core.session;

import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.plate.PlateAlphabet;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateDistance;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.TextDistance;
import io.wugan.core.session.MatchDecision.Candidate;
import io.wugan.core.time.LotTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the session of an exit by its plate, allowing for one likely misreading:
 *
 * <ol>
 *   <li>The same text and a colour that may be the same, one session: exact. Where the read itself
 *       wavers between two plates that are both inside, a person decides.
 *   <li>One character that cameras confuse, nothing else near: closed and flagged. A wrong province
 *       only where the colours are seen and equal.
 *   <li>One arbitrary character, nothing else near: as {@link MatchSettings#arbitrary()} says,
 *       where a camera read the other plate as well or was in doubt about that character, at the
 *       exit or at the entry, or where the colours are seen and equal.
 *   <li>Anything else goes to a person, with what is near and what has no plate.
 * </ol>
 *
 * Stateless. An exit without a match of the same text looks at every open session once.
 */
public final class WeightedMatcher implements SessionMatcher {

  /** Cost of a candidate without a plate: there is nothing to compare. */
  public static final double UNREAD_COST = 4.0;

  // A second choice at least this likely beside the first says that the read could be either.
  private static final double WAVERING = 0.5;

  private static final Comparator<Candidate> NEAREST_THEN_LATEST =
      Comparator.comparingDouble(Candidate::cost)
          .thenComparing(c -> c.session().entry().at().utc(), Comparator.reverseOrder())
          .thenComparing(c -> c.session().id());

  private final MatchSettings settings;
  private final PlateDistance distance;

  public WeightedMatcher(MatchSettings settings) {
    this.settings = settings;
    this.distance = new PlateDistance(settings.costs());
  }

  @Override
  public MatchDecision match(Passage exit, SessionBook book) {
    List<Session> same = sameText(exit, book);
    List<Session> sameColor = same.stream().filter(s -> compatible(s, exit)).toList();
    if (sameColor.size() == 1 && !wavers(exit, book)) {
      return new MatchDecision.Exact(sameColor.get(0));
    }
    List<Candidate> near = listNear(exit, book);
    if (same.isEmpty()) {
      Optional<Candidate> misread = onlyLikelyMisreading(exit, near, book);
      if (misread.isPresent()) {
        Candidate found = misread.get();
        return new MatchDecision.Fuzzy(found.session(), found.cost(), offered(near, book));
      }
    }
    List<Candidate> offered = offered(near, book);
    return offered.isEmpty() ? new MatchDecision.None() : new MatchDecision.Review(offered);
  }

  private static List<Session> sameText(Passage exit, SessionBook book) {
    return exit.plateNumber().map(plate -> openBefore(plate, exit, book)).orElse(List.of());
  }

  private static List<Session> openBefore(PlateNumber plate, Passage exit, SessionBook book) {
    return book.listOpenByPlate(plate).stream()
        .filter(session -> mayHaveEnteredBefore(session, exit.at()))
        .toList();
  }

  /** Whether the read could as well be another plate that is inside. */
  private static boolean wavers(Passage exit, SessionBook book) {
    PlateChoice plate = exit.plate().orElseThrow();
    return plate
        .secondChoices(read -> read.runnerUpConfidence() > WAVERING * read.confidence())
        .stream()
        .map(PlateNumber::parse)
        .flatMap(Optional::stream)
        .flatMap(other -> openBefore(other, exit, book).stream())
        .anyMatch(session -> compatible(session, exit));
  }

  private List<Candidate> listNear(Passage exit, SessionBook book) {
    String text = exit.plate().map(PlateChoice::rawText).orElse("");
    if (text.isEmpty()) {
      return List.of();
    }
    List<Candidate> near = new ArrayList<>();
    for (Session session : book.listOpen()) {
      String known = session.plate().map(PlateNumber::text).orElse("");
      if (known.isEmpty() || !mayHaveEnteredBefore(session, exit.at())) {
        continue;
      }
      double cost = distance.between(text, known);
      if (cost <= settings.reviewCost()) {
        near.add(new Candidate(session, cost));
      }
    }
    near.sort(NEAREST_THEN_LATEST);
    return near;
  }

  private Optional<Candidate> onlyLikelyMisreading(
      Passage exit, List<Candidate> near, SessionBook book) {
    if (near.isEmpty()) {
      return Optional.empty();
    }
    Candidate best = near.get(0);
    boolean alone = near.size() == 1 || near.get(1).cost() > settings.nearCost();
    boolean closes =
        alone && compatible(best.session(), exit) && isLikelyMisreading(exit, best, book);
    return closes ? Optional.of(best) : Optional.empty();
  }

  private boolean isLikelyMisreading(Passage exit, Candidate candidate, SessionBook book) {
    PlateChoice plate = exit.plate().orElseThrow();
    Session session = candidate.session();
    String known = session.plate().orElseThrow().text();
    if (TextDistance.edits(plate.rawText(), known) != 1) {
      return false; // never two characters, however alike they are
    }
    boolean province = onlyProvinceDiffers(plate.rawText(), known);
    if (province ? sameColorSeen(session, plate) : candidate.cost() <= settings.autoCost()) {
      return true;
    }
    return switch (settings.arbitrary()) {
      case NEVER -> false;
      case READ -> readEitherWay(plate, session, book);
      case CORROBORATED -> sameColorSeen(session, plate) || readEitherWay(plate, session, book);
    };
  }

  /** Whether the exit was read as the session's plate as well, or the entry as the exit's. */
  private static boolean readEitherWay(PlateChoice plate, Session session, SessionBook book) {
    return PlateChoice.mayBe(plate.alternatives(), session.plate().orElseThrow().text())
        || book.findPassage(session.entry().passageId())
            .filter(entry -> PlateChoice.mayBe(entry.alsoRead(), plate.rawText()))
            .isPresent();
  }

  private static boolean onlyProvinceDiffers(String read, String known) {
    return PlateAlphabet.isProvince(known.charAt(0))
        && (read.equals(known.substring(1))
            || (read.length() == known.length() && read.substring(1).equals(known.substring(1))));
  }

  private static boolean sameColorSeen(Session session, PlateChoice plate) {
    return session.color() == plate.color() && plate.color() != PlateColor.UNKNOWN;
  }

  // What is near, then what has no plate, the latest first: those that nobody settles are the old
  // ones.
  private List<Candidate> offered(List<Candidate> near, SessionBook book) {
    List<Candidate> offered =
        new ArrayList<>(near.subList(0, Math.min(near.size(), settings.maxCandidates())));
    int room = settings.maxCandidates() - offered.size();
    if (room > 0) {
      book.listOpenUnread(room).forEach(s -> offered.add(new Candidate(s, UNREAD_COST)));
    }
    return offered;
  }

  private static boolean compatible(Session session, Passage exit) {
    return session.color().compatibleWith(exit.color());
  }

  /** By a clock that both share; where they share none, nobody can rule it out. */
  static boolean mayHaveEnteredBefore(Session session, LotTime exit) {
    LotTime entry = session.entry().at();
    if (entry.bootId().equals(exit.bootId())) {
      return entry.monoMillis() <= exit.monoMillis();
    }
    return !exit.isComparableTo(entry) || !entry.utc().isAfter(exit.utc());
  }
}
