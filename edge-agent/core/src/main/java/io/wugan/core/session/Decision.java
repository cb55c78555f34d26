package io.wugan.core.session;

import io.wugan.core.health.HealthAlarm;
import io.wugan.core.lane.Passage;
import io.wugan.core.time.ClockAnchor;
import io.wugan.core.time.LotTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a passage, or the passing of time, means for the sessions of the lot. */
public sealed interface Decision {

  /** Sessions as they stand afterwards, in the order in which they are to be written. */
  default List<Session> changedSessions() {
    return List.of();
  }

  /** By how much the number of vehicles inside changes. Counts passages, not sessions. */
  default int occupancyDelta() {
    return 0;
  }

  /**
   * A stay has begun.
   *
   * @param passage the entry
   * @param opened the new session
   * @param impliedExits sessions of the same plate whose exit was missed, now closed
   * @param lookAlikes sessions of the same plate on a vehicle that looks different, still open
   */
  record EntryOpened(
      Passage passage, Session opened, List<Session> impliedExits, List<Session> lookAlikes)
      implements Decision {
    public EntryOpened {
      impliedExits = List.copyOf(impliedExits);
      lookAlikes = List.copyOf(lookAlikes);
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
   * A stay is told after its end: the entry's board was cut off, and the exit has waited for it.
   *
   * @param passage the entry
   * @param opened the session as the entry begins it
   * @param closed the session as the exit ended it
   * @param impliedExits sessions of the same plate whose exit was missed, now closed
   * @param settled the review item of the exit, settled by the entry
   */
  record EntryToldLate(
      Passage passage,
      Session opened,
      Session closed,
      List<Session> impliedExits,
      ReviewItem settled)
      implements Decision {
    public EntryToldLate {
      impliedExits = List.copyOf(impliedExits);
    }

    @Override
    public List<Session> changedSessions() {
      List<Session> all = new ArrayList<>(impliedExits);
      all.add(opened);
      all.add(closed);
      return all;
    }

    /** The exit was counted when it was told. */
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
   * A vehicle left by the lane it had come in by a moment ago: it turned back and never parked
   * (折返).
   *
   * @param passage its way out
   * @param voided its session
   * @param match how it was found
   */
  record TurnedBack(Passage passage, Session voided, MatchDecision match) implements Decision {
    @Override
    public List<Session> changedSessions() {
      return List.of(voided);
    }

    @Override
    public int occupancyDelta() {
      return -1;
    }
  }

  /**
   * The very plate left after a likely misreading of it had closed its session: the session ends
   * here, and whose the earlier exit was is open.
   *
   * @param passage the exit
   * @param repaired the session, with this exit
   * @param displaced the exit that had closed it
   */
  record ExitRepaired(Passage passage, Session repaired, PassageRef displaced) implements Decision {
    @Override
    public List<Session> changedSessions() {
      return List.of(repaired);
    }

    @Override
    public int occupancyDelta() {
      return -1;
    }
  }

  /**
   * A person or the cloud put something right. The passages stay as they were counted.
   *
   * @param correction what was asked for
   * @param before the session as it stood; empty where only a review item is settled
   * @param after the session as it stands now; empty where nothing about it changed
   * @param settled the review item, settled
   * @param occupancyDelta how far the count of vehicles inside was off, where they were counted; 0
   *     otherwise
   * @param at when it was decided
   */
  record Corrected(
      Correction correction,
      Optional<Session> before,
      Optional<Session> after,
      Optional<ReviewItem> settled,
      int occupancyDelta,
      LotTime at)
      implements Decision {
    @Override
    public List<Session> changedSessions() {
      return after.stream().toList();
    }
  }

  /**
   * UTC became known, or was seen to be what it is; no session changes by this alone.
   *
   * @param anchor UTC and monotonic clock together
   */
  record ClockAnchored(ClockAnchor anchor) implements Decision {}

  /**
   * Times that were stamped before the clock was known are put right. Passages stay as they were
   * told.
   *
   * @param anchor what they were put right from
   * @param redated the sessions with their right times
   * @param resume where to go on, before this passage; empty when nothing is left
   */
  record Redated(ClockAnchor anchor, List<Session> redated, Optional<UUID> resume)
      implements Decision {
    public Redated {
      redated = List.copyOf(redated);
    }

    @Override
    public List<Session> changedSessions() {
      return redated;
    }
  }

  /**
   * Something is wrong with the board or its devices, or right again; no session changes by it.
   *
   * @param alarm what
   */
  record HealthChanged(HealthAlarm alarm) implements Decision {}

  /** Nothing is to be done: it was done before. */
  record Nothing() implements Decision {}

  /**
   * Another board keeps the lot's sessions and decides what this means. It waits here for that
   * board, captured; nothing is told to the cloud and nothing is counted here.
   *
   * @param passage the passage
   */
  record LeftToKeeper(Passage passage) implements Decision {}

  /**
   * A vehicle left that no open session was found for (无入场记录出场). The passage is kept; no session is
   * invented, and none that is closed is touched.
   *
   * @param passage the exit
   * @param match none, or what a person may choose from
   */
  record OrphanExit(Passage passage, MatchDecision match) implements Decision {
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
  record DirectionUnknown(Passage passage) implements Decision {}

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
  }
}
