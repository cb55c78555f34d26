package io.wugan.core.record;

import io.wugan.core.session.Decision;
import io.wugan.core.session.Session;
import io.wugan.core.time.LotTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Writes a decision as records, in the order in which the cloud is to apply them. */
public final class RecordWriter {

  private final Supplier<UUID> ids;

  /**
   * @param ids ids of new records
   */
  public RecordWriter(Supplier<UUID> ids) {
    this.ids = ids;
  }

  /**
   * The records of a decision.
   *
   * @param decision what was decided
   * @param now when, for changes that have no passage of their own
   */
  public List<ParkingRecord> write(Decision decision, LotTime now) {
    if (decision instanceof Decision.EntryOpened entry) {
      List<ParkingRecord> records = new ArrayList<>(changes(entry.impliedExits(), now));
      records.add(
          new ParkingRecord.Entry(header(entry.passage().at()), entry.passage(), entry.opened()));
      return records;
    }
    if (decision instanceof Decision.ExitClosed exit) {
      return List.of(
          new ParkingRecord.Exit(
              header(exit.passage().at()),
              exit.passage(),
              Optional.of(exit.closed()),
              exit.match()));
    }
    if (decision instanceof Decision.OrphanExit orphan) {
      return List.of(
          new ParkingRecord.Exit(
              header(orphan.passage().at()), orphan.passage(), Optional.empty(), orphan.match()));
    }
    if (decision instanceof Decision.DirectionUnknown unknown) {
      return List.of(
          new ParkingRecord.Unresolved(header(unknown.passage().at()), unknown.passage()));
    }
    return changes(decision.changedSessions(), now);
  }

  private List<ParkingRecord> changes(List<Session> sessions, LotTime now) {
    List<ParkingRecord> records = new ArrayList<>();
    for (Session session : sessions) {
      records.add(new ParkingRecord.SessionChanged(header(now), session));
    }
    return records;
  }

  private RecordHeader header(LotTime time) {
    return new RecordHeader(ids.get(), time);
  }
}
