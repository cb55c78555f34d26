package io.wugan.core.testing;

import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionBook;
import io.wugan.core.session.SessionState;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A book that refuses to be written against the rules. */
public final class InMemorySessionBook implements SessionBook {

  private final Map<UUID, Session> sessions = new LinkedHashMap<>();

  /**
   * Writes a session as it stands.
   *
   * @throws AssertionError if it is no longer open, or its revision is not the next
   */
  public void write(Session session) {
    Session before = sessions.get(session.id());
    if (before != null && before.state() != SessionState.OPEN) {
      throw new AssertionError("changed although " + before.state() + ": " + session);
    }
    int revision = before == null ? 1 : before.revision() + 1;
    if (session.revision() != revision) {
      throw new AssertionError("revision must be " + revision + ": " + session);
    }
    sessions.put(session.id(), session);
  }

  @Override
  public List<Session> listOpenByPlate(PlateNumber plate) {
    return listOpen().stream()
        .filter(session -> session.plate().equals(Optional.of(plate)))
        .sorted(BY_ENTRY.reversed())
        .toList();
  }

  @Override
  public List<Session> listOpenEnteredBefore(Instant utc, int limit) {
    return listOpen().stream()
        .filter(session -> session.entry().at().utc().isBefore(utc))
        .sorted(BY_ENTRY)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Session> findById(UUID sessionId) {
    return Optional.ofNullable(sessions.get(sessionId));
  }

  /** Every session, in the order in which they were opened. */
  public List<Session> listAll() {
    return List.copyOf(sessions.values());
  }

  /** Every open session, in the order in which they were opened. */
  public List<Session> listOpen() {
    return sessions.values().stream()
        .filter(session -> session.state() == SessionState.OPEN)
        .toList();
  }

  private static final Comparator<Session> BY_ENTRY =
      Comparator.comparing(session -> session.entry().at().utc());
}
