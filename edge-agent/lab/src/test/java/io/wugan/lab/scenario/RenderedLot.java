package io.wugan.lab.scenario;

import io.wugan.agent.lane.LanePipeline;
import io.wugan.agent.lane.PassageRecorder;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.lane.PresenceChange;
import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.lane.VehicleSighting;
import io.wugan.core.ledger.Commit;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.lab.clip.ClipRenderer;
import io.wugan.lab.clip.ClipScenario;
import io.wugan.recognition.RecognizerSettings;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A lot whose cameras see rendered scenes: everything from the pixels to the records is the real
 * thing, with a virtual clock. Tells in text what came of it.
 */
final class RenderedLot implements AutoCloseable {

  private static final Comparator<Session> BY_ENTRY =
      Comparator.comparing((Session session) -> session.entry().at().utc())
          .thenComparing(session -> session.entry().laneId());
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final VirtualLotClock clock = new VirtualLotClock(START, "boot-1");
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new SplittableRandom(1));
  private final Path folder;
  private final SqliteLedger ledger;
  private final PassageRecorder recorder;
  private final List<Commit> commits = new ArrayList<>();

  RenderedLot(Path folder) throws IOException {
    this.folder = folder;
    this.ledger = SqliteLedger.open(folder, new EventCodec("s1", "e1"), ids);
    this.recorder =
        new PassageRecorder(
            ledger,
            new FileEvidenceStore(folder.resolve("evidence")),
            new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next),
            ids::next,
            clock);
  }

  /**
   * Plays a scene before the camera of a lane.
   *
   * @param cameraDies in the end there are no more frames, and nobody says so
   */
  void play(Lane lane, ClipScenario scenario, Duration startsAt, boolean cameraDies)
      throws IOException {
    try (LanePipeline pipeline =
        LanePipeline.open(
            lane, RecognizerSettings.defaults().forVideo(), TrackerSettings.DEFAULT)) {
      ClipRenderer.render(
          scenario,
          (index, timeS, bgr) -> {
            Duration at = startsAt.plusMillis(Math.round(timeS * 1000));
            RenderedFrame frame =
                RenderedFrame.of(
                    index,
                    clock.advanceTo(at),
                    scenario.clip().widthPx(),
                    scenario.clip().heightPx(),
                    bgr);
            capture(pipeline.onFrame(frame));
          });
      if (cameraDies) {
        Duration end = startsAt.plusMillis(Math.round(scenario.clip().seconds() * 1000));
        capture(pipeline.onTime(clock.advanceTo(end.plusSeconds(5))));
      } else {
        capture(pipeline.finish());
      }
    }
  }

  /** The camera of a lane is dead, and its loop is occupied for a second at each of these times. */
  void loop(Lane lane, List<Duration> occupied) {
    try (LanePipeline pipeline =
        LanePipeline.open(
            lane, RecognizerSettings.defaults().forVideo(), TrackerSettings.DEFAULT)) {
      for (Duration at : occupied) {
        pipeline.onPresence(new PresenceChange(TriggerSource.LOOP, true, clock.advanceTo(at)));
        LotTime free = clock.advanceTo(at.plusSeconds(1));
        pipeline.onPresence(new PresenceChange(TriggerSource.LOOP, false, free));
        capture(pipeline.onTime(clock.advanceTo(at.plusSeconds(4))));
      }
    }
  }

  private void capture(List<VehicleSighting> gone) {
    gone.forEach(sighting -> commits.add(recorder.submit(recorder.keep(sighting)).join()));
  }

  /** {@code 浙A12345 ENTER TAILGATE}, in the order in which they were captured. */
  String passages() {
    return commits.stream()
        .flatMap(commit -> commit.change().passage().stream())
        .map(RenderedLot::told)
        .collect(Collectors.joining(", "));
  }

  private static String told(Passage passage) {
    String plate = passage.plateNumber().map(PlateNumber::text).orElse("NOPLATE");
    String second = passage.secondPlate().map(PlateChoice::rawText).map(t -> "+" + t).orElse("");
    String flags =
        passage.flags().stream().map(flag -> " " + flag).sorted().collect(Collectors.joining());
    return plate + second + " " + passage.direction() + flags;
  }

  /** {@code 浙A12345 CLOSED EXIT_MATCHED}, in the order of their entries. */
  String sessions() {
    try (LedgerView view = LedgerView.open(folder)) {
      return Stream.of(SessionState.values())
          .flatMap(state -> view.listSessions(state, 100).stream())
          .sorted(BY_ENTRY)
          .map(RenderedLot::told)
          .collect(Collectors.joining(", "));
    }
  }

  private static String told(Session session) {
    String plate = session.plate().map(PlateNumber::text).orElse("NOPLATE");
    String why =
        session
            .closeReason()
            .<Enum<?>>map(reason -> reason)
            .or(() -> session.voidReason().map(reason -> reason))
            .map(reason -> " " + reason)
            .orElse("");
    return plate + " " + session.state() + why;
  }

  /** Kinds of the review items that wait. */
  String reviews() {
    try (LedgerView view = LedgerView.open(folder)) {
      return view.listReviews(100).stream()
          .map(ReviewItem::kind)
          .map(Enum::name)
          .collect(Collectors.joining(", "));
    }
  }

  /** Vehicles inside by the count of passages. */
  long inside() {
    return ledger.occupancy();
  }

  /** Every picture that a passage names, as many as there are passages at least. */
  boolean everyPassageHasAPicture() {
    return commits.stream()
        .flatMap(commit -> commit.change().passage().stream())
        .filter(passage -> passage.trigger() != TriggerSource.LOOP) // its camera may be dead
        .noneMatch(passage -> passage.images().isEmpty());
  }

  @Override
  public void close() {
    ledger.close();
  }
}
