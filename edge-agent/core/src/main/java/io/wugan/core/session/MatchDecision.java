package io.wugan.core.session;

import java.util.List;

/** Which open session an exit belongs to. */
public sealed interface MatchDecision {

  /**
   * The same plate, one session.
   *
   * @param session still open
   */
  record Exact(Session session) implements MatchDecision {}

  /**
   * A plate that differs by a likely misreading, and no other session comes as near.
   *
   * @param session still open
   * @param cost weighted distance of the texts, 0 to 1
   * @param candidates what else was near, nearest first
   */
  record Fuzzy(Session session, double cost, List<Candidate> candidates) implements MatchDecision {
    public Fuzzy {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * A person must choose.
   *
   * @param candidates nearest first
   */
  record Review(List<Candidate> candidates) implements MatchDecision {
    public Review {
      candidates = List.copyOf(candidates);
    }
  }

  /** No session comes near. */
  record None() implements MatchDecision {}

  /**
   * A session that an exit might belong to.
   *
   * @param session still open
   * @param cost weighted distance of the texts, 0 to 1
   */
  record Candidate(Session session, double cost) {}
}
