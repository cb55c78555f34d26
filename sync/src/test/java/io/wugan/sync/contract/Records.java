package io.wugan.sync.contract;

import io.wugan.core.health.HealthAlarm;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PassageFlag;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.listing.Standing;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateCategory;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.Quad;
import io.wugan.core.record.ParkingRecord;
import io.wugan.core.record.RecordHeader;
import io.wugan.core.session.CloseReason;
import io.wugan.core.session.MatchDecision;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.ReviewKind;
import io.wugan.core.session.Session;
import io.wugan.core.session.VoidReason;
import io.wugan.core.time.ClockAnchor;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import io.wugan.sync.testing.Samples;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** One record of each kind and of each odd kind, the same in every run. */
final class Records {

  private final Samples samples = new Samples(42);

  private RecordHeader header(LotTime time) {
    return new RecordHeader(samples.id(), time);
  }

  Map<String, ParkingRecord> all() {
    Map<String, ParkingRecord> all = new LinkedHashMap<>();
    Passage in = samples.passage(Direction.ENTER, Optional.of("浙A12345"), 0);
    Passage out = samples.passage(Direction.EXIT, Optional.of("浙A12345"), 5_400_250);
    Passage blindIn = samples.passage(Direction.ENTER, Optional.empty(), 1_000);
    Passage blindOut = samples.passage(Direction.EXIT, Optional.empty(), 2_000);
    Session open = Session.open(samples.id(), in);
    Session closed = open.closedBy(out, CloseReason.EXIT_MATCHED);
    Session fuzzy = open.closedBy(out, CloseReason.EXIT_MATCHED_FUZZY);
    List<MatchDecision.Candidate> near = List.of(new MatchDecision.Candidate(open, 0.123456));
    all.put("entry", new ParkingRecord.Entry(header(in.at()), in, Standing.ORDINARY, open));
    all.put(
        "entry-noplate",
        new ParkingRecord.Entry(
            header(blindIn.at()), blindIn, Standing.ORDINARY, Session.open(samples.id(), blindIn)));
    all.put("exit-exact", exit(out, Optional.of(closed), new MatchDecision.Exact(open)));
    all.put("exit-fuzzy", exit(out, Optional.of(fuzzy), new MatchDecision.Fuzzy(open, 0.2, near)));
    all.put("exit-review", exit(out, Optional.empty(), new MatchDecision.Review(near)));
    all.put("exit-orphan", exit(blindOut, Optional.empty(), new MatchDecision.None()));
    all.put("unresolved", new ParkingRecord.Unresolved(header(time()), unreadable()));
    all.put(
        "session-overdue",
        new ParkingRecord.SessionChanged(
            header(time()), open.closedWithoutExit(CloseReason.MAX_STAY_EXCEEDED)));
    all.put(
        "session-voided",
        new ParkingRecord.SessionChanged(header(time()), open.voided(VoidReason.TURN_BACK)));
    all.put("unresolved-second-plate", new ParkingRecord.Unresolved(header(out.at()), lorry(out)));
    UUID correction = samples.id();
    ReviewItem unmatched =
        new ReviewItem(
            samples.id(),
            ReviewKind.UNMATCHED_EXIT,
            out.at(),
            Optional.of(out.id()),
            Optional.empty(),
            List.of(
                new ReviewItem.Candidate(open.id(), 1.35), new ReviewItem.Candidate(open.id(), 4)),
            Optional.empty());
    all.put("review-waiting", new ParkingRecord.Review(header(out.at()), unmatched));
    all.put(
        "review-settled", new ParkingRecord.Review(header(time()), unmatched.settled(correction)));
    all.put("clock-first-sync", new ParkingRecord.Clock(header(in.at()), anchor(in.at())));
    putStandings(all, in, out, closed);
    return all;
  }

  private ParkingRecord exit(Passage passage, Optional<Session> session, MatchDecision match) {
    return new ParkingRecord.Exit(header(passage.at()), passage, Standing.ORDINARY, session, match);
  }

  private void putStandings(
      Map<String, ParkingRecord> all, Passage in, Passage out, Session closed) {
    Session open = Session.open(samples.id(), in);
    Standing monthly = new Standing(Optional.of(VehicleClass.MONTHLY), false);
    all.put("entry-monthly", new ParkingRecord.Entry(header(in.at()), in, monthly, open));
    Standing exempt = new Standing(Optional.of(VehicleClass.EXEMPT), true);
    all.put(
        "exit-exempt-hint",
        new ParkingRecord.Exit(
            header(out.at()), out, exempt, Optional.of(closed), new MatchDecision.Exact(closed)));
    all.put("alert-arrears", new ParkingRecord.ArrearsEntered(header(in.at()), in, open));
    all.put("alert-display-silent", alarm(true, in.at()));
    all.put("alert-display-answers", alarm(false, out.at()));
    all.put(
        "alert-camera-frozen",
        new ParkingRecord.HealthChanged(
            header(in.at()),
            new HealthAlarm(
                HealthKind.CAMERA_FROZEN,
                HealthPlace.device("in1", "cam-in1"),
                true,
                in.at(),
                Optional.of("the same picture for 10 s"))));
  }

  private ParkingRecord alarm(boolean raised, LotTime at) {
    return new ParkingRecord.HealthChanged(
        header(at), new HealthAlarm(HealthKind.DISPLAY_SILENT, "in1", raised, at));
  }

  /** Ten minutes after the boot the clock leaves the past. */
  private static ClockAnchor anchor(LotTime at) {
    return new ClockAnchor(at, ClockAnchor.Reason.FIRST_SYNC, OptionalLong.of(68_285_400_123L));
  }

  /** A tractor with its trailer. */
  private static Passage lorry(Passage like) {
    return new Passage(
        like.id(),
        like.laneId(),
        Direction.UNKNOWN,
        like.trigger(),
        like.plate(),
        Optional.of(Samples.plate("浙A1234挂")),
        like.at(),
        like.firstSeen(),
        like.frames(),
        like.images(),
        Set.of(PassageFlag.SECOND_PLATE, PassageFlag.TAILGATE));
  }

  /** A clock that nobody trusts. */
  private static LotTime time() {
    return new LotTime(
        Instant.parse("1970-01-01T00:00:09.999999Z"),
        9_999,
        "boot-b",
        ClockQuality.UNKNOWN,
        OptionalInt.empty());
  }

  /** Something that is lettering, but no plate. */
  private Passage unreadable() {
    PlateChoice choice =
        new PlateChoice(
            Optional.empty(),
            "A\"1",
            PlateCategory.UNKNOWN,
            PlateColor.UNKNOWN,
            ColorSource.PIXELS,
            0.00004,
            List.of(),
            Double.NaN,
            List.of(new PlateChoice.Candidate("A\"1", 1)),
            Quad.rectangle(-3.04, 7.25, 100, 20));
    Passage like = samples.passage(Direction.UNKNOWN, Optional.empty(), 0);
    return new Passage(
        like.id(),
        like.laneId(),
        Direction.UNKNOWN,
        like.trigger(),
        Optional.of(choice),
        time(),
        time(),
        1,
        List.of(),
        Set.of());
  }
}
