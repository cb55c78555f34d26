package io.wugan.core.session;

import io.wugan.core.lane.Passage;
import java.util.ArrayList;
import java.util.List;

/** What a passage, or the passing of time, means for the sessions of the lot. */
public sealed interface Decision {

  /** Sessions as they stand afterwards, in the order in which they are to be written. */
  List<Session> changedSessions();

  /** By how much the number of vehicles inside changes. Counts passages, not sessions. */
  int occupancyDelta();

  /**
   * A stay has begun.
   *
   * @param passage the entry
   * @param opened the new session
   * @param impliedExits sessions of the same plate whose exit was missed, now closed
   */
  record EntryOpened(Passage passage, Session opened, List<Session> impliedExits)
      implements Decision {
    public EntryOpened {
      impliedExits = List.copyOf(impliedExits);
    }

    @Override
    public List<Session> changedSessions() {
      List<Session> all = new ArrayList<>(impliedExits);
      all.add(opened);
      return all;
    }

    @Override
    public int occupancyDelta() {
      return 1;
    }
  }

  /**
   * A stay has ended.
   *
   * @param passage the exit
   * @param closed the session, closed
   * @param match how it was found
   */
  record ExitClosed(Passage passage, Session closed, MatchDecision match) implements Decision {
    @Override
    public List<Session> changedSessions() {
      return List.of(closed);
    }

    @Override
    public int occupancyDelta() {
      return -1;
    }
  }

  /**
   * A vehicle left that no open session was found for (无入场记录出场). The passage is kept; no session is
   * invented, and none that is closed is touched.
   *
   * @param passage the exit
   * @param match none, or what a person may choose from
   */
  record OrphanExit(Passage passage, MatchDecision match) implements Decision {
    @Override
    public List<Session> changedSessions() {
      return List.of();
    }

    @Override
    public int occupancyDelta() {
      return -1;
    }
  }

  /**
   * A vehicle passed, and nobody knows which way. The passage is kept for a person.
   *
   * @param passage the passage
   */
  record DirectionUnknown(Passage passage) implements Decision {
    @Override
    public List<Session> changedSessions() {
      return List.of();
    }

    @Override
    public int occupancyDelta() {
      return 0;
    }
  }

  /**
   * Sessions ended without a passage: open for too long, or the lot was reset.
   *
   * @param closed the sessions, closed without an exit
   */
  record ClosedWithoutExit(List<Session> closed) implements Decision {
    public ClosedWithoutExit {
      closed = List.copyOf(closed);
    }

    @Override
    public List<Session> changedSessions() {
      return closed;
    }

    @Override
    public int occupancyDelta() {
      return 0;
    }
  }

  /**
   * A session turned out never to have been a stay.
   *
   * @param session the session, void
   */
  record Voided(Session session) implements Decision {
    @Override
    public List<Session> changedSessions() {
      return List.of(session);
    }

    @Override
    public int occupancyDelta() {
      return 0;
    }
  }
}
