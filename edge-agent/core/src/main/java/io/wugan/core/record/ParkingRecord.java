package io.wugan.core.record;

import io.wugan.core.health.HealthAlarm;
import io.wugan.core.lane.Passage;
import io.wugan.core.listing.Standing;
import io.wugan.core.session.MatchDecision;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.Session;
import io.wugan.core.time.ClockAnchor;
import java.util.Optional;
import java.util.UUID;

/** A fact that the cloud is told, exactly once. */
public sealed interface ParkingRecord {

  /** Id and time. */
  RecordHeader header();

  /** The session it is about, where there is one. */
  Optional<UUID> sessionId();

  /**
   * A vehicle entered and a session was opened.
   *
   * @param passage the entry
   * @param standing what the vehicle is to the lot, as of this passage
   * @param session the session, open
   */
  record Entry(RecordHeader header, Passage passage, Standing standing, Session session)
      implements ParkingRecord {
    @Override
    public Optional<UUID> sessionId() {
      return Optional.of(session.id());
    }
  }

  /**
   * A vehicle left.
   *
   * @param passage the exit
   * @param standing what the vehicle is to the lot, by the session's plate where there is one
   * @param session the session it closed; empty for an orphan exit
   * @param match how the session was found, or what a person may choose from
   */
  record Exit(
      RecordHeader header,
      Passage passage,
      Standing standing,
      Optional<Session> session,
      MatchDecision match)
      implements ParkingRecord {
    @Override
    public Optional<UUID> sessionId() {
      return session.map(Session::id);
    }
  }

  /**
   * A vehicle passed, and nobody knows which way.
   *
   * @param passage the passage
   */
  record Unresolved(RecordHeader header, Passage passage) implements ParkingRecord {
    @Override
    public Optional<UUID> sessionId() {
      return Optional.empty();
    }
  }

  /**
   * A session changed without a passage of its own: its exit was missed, it was open for too long,
   * the lot was reset, it never was a stay, or its times were put right.
   *
   * @param session as it stands now
   */
  record SessionChanged(RecordHeader header, Session session) implements ParkingRecord {
    @Override
    public Optional<UUID> sessionId() {
      return Optional.of(session.id());
    }
  }

  /**
   * Monotonic clock and UTC at one moment: it puts right what was stamped in the same boot while
   * the clock was not known.
   *
   * @param anchor the two together
   */
  record Clock(RecordHeader header, ClockAnchor anchor) implements ParkingRecord {
    @Override
    public Optional<UUID> sessionId() {
      return Optional.empty();
    }
  }

  /**
   * Something a person should look at, or has settled.
   *
   * @param item as it stands now
   */
  record Review(RecordHeader header, ReviewItem item) implements ParkingRecord {
    @Override
    public Optional<UUID> sessionId() {
      return item.sessionId();
    }
  }

  /**
   * A vehicle entered that owes for earlier stays. It was not stopped, and its session is as any
   * other; written with its entry.
   *
   * @param passage the entry
   * @param session the session that it opened
   */
  record ArrearsEntered(RecordHeader header, Passage passage, Session session)
      implements ParkingRecord {
    @Override
    public Optional<UUID> sessionId() {
      return Optional.of(session.id());
    }
  }

  /**
   * Something is wrong with the board or its devices, or right again.
   *
   * @param alarm what
   */
  record HealthChanged(RecordHeader header, HealthAlarm alarm) implements ParkingRecord {
    @Override
    public Optional<UUID> sessionId() {
      return Optional.empty();
    }
  }
}
