package io.wugan.core.record;

import io.wugan.core.lane.Passage;
import io.wugan.core.listing.Standing;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.session.Decision;
import io.wugan.core.session.MatchDecision;
import io.wugan.core.session.ReviewItem;
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
   * The records of a decision, those of its review items last.
   *
   * @param decision what was decided
   * @param standing what its vehicle is to the lot
   * @param reviews what a person should look at afterwards
   * @param now when, for changes that have no passage of their own
   */
  public List<ParkingRecord> write(
      Decision decision, Standing standing, List<ReviewItem> reviews, LotTime now) {
    List<ParkingRecord> records = new ArrayList<>(ofDecision(decision, standing, now));
    for (ReviewItem item : reviews) {
      LotTime at = item.isWaiting() ? item.at() : now;
      records.add(new ParkingRecord.Review(header(at), item));
    }
    return records;
  }

  private List<ParkingRecord> ofDecision(Decision decision, Standing standing, LotTime now) {
    if (decision instanceof Decision.EntryOpened entry) {
      return entry(entry.passage(), standing, entry.opened(), entry.impliedExits(), now);
    }
    if (decision instanceof Decision.EntryToldLate late) {
      List<ParkingRecord> records =
          entry(late.passage(), standing, late.opened(), late.impliedExits(), now);
      records.addAll(changes(List.of(late.closed()), now));
      return records;
    }
    if (decision instanceof Decision.ExitClosed exit) {
      return List.of(exit(exit.passage(), standing, exit.closed(), exit.match()));
    }
    if (decision instanceof Decision.TurnedBack back) {
      return List.of(exit(back.passage(), standing, back.voided(), back.match()));
    }
    if (decision instanceof Decision.ExitRepaired repaired) {
      Session session = repaired.repaired();
      return List.of(exit(repaired.passage(), standing, session, new MatchDecision.Exact(session)));
    }
    if (decision instanceof Decision.OrphanExit orphan) {
      Passage passage = orphan.passage();
      return List.of(
          new ParkingRecord.Exit(
              header(passage.at()), passage, standing, Optional.empty(), orphan.match()));
    }
    if (decision instanceof Decision.DirectionUnknown unknown) {
      return List.of(
          new ParkingRecord.Unresolved(header(unknown.passage().at()), unknown.passage()));
    }
    if (decision instanceof Decision.ClockAnchored clock) {
      return List.of(new ParkingRecord.Clock(header(clock.anchor().at()), clock.anchor()));
    }
    if (decision instanceof Decision.HealthChanged health) {
      return List.of(new ParkingRecord.HealthChanged(header(health.alarm().at()), health.alarm()));
    }
    return changes(decision.changedSessions(), now);
  }

  private List<ParkingRecord> entry(
      Passage passage, Standing standing, Session opened, List<Session> impliedExits, LotTime now) {
    List<ParkingRecord> records = new ArrayList<>(changes(impliedExits, now));
    records.add(new ParkingRecord.Entry(header(passage.at()), passage, standing, opened));
    if (standing.is(VehicleClass.ARREARS)) {
      records.add(new ParkingRecord.ArrearsEntered(header(passage.at()), passage, opened));
    }
    return records;
  }

  private ParkingRecord exit(
      Passage passage, Standing standing, Session session, MatchDecision match) {
    return new ParkingRecord.Exit(
        header(passage.at()), passage, standing, Optional.of(session), match);
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
