package io.wugan.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.plate.PlateRead;
import io.wugan.core.testing.Reads;
import io.wugan.core.testing.SimulatedTraffic;
import io.wugan.core.testing.SimulatedTraffic.Noise;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for any traffic and any order of calls. */
class LanePropertiesTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final TripLine LINE =
      new TripLine(new SharePoint(0.1, 0.6), new SharePoint(0.9, 0.5));
  private static final SharePolygon AREA =
      new SharePolygon(
          List.of(new SharePoint(0, 0), new SharePoint(0.9, 0), new SharePoint(0.5, 1)));

  private static LotTime at(long millis) {
    return new VirtualLotClock(START, "boot-1").at(Duration.ofMillis(Math.max(0, millis)));
  }

  @Provide
  Arbitrary<Lane> lanes() {
    Arbitrary<LaneGeometry> geometries =
        Arbitraries.of(
            LaneGeometry.WHOLE_PICTURE,
            LaneGeometry.WHOLE_PICTURE.within(AREA),
            LaneGeometry.WHOLE_PICTURE.withTripLine(LINE),
            LaneGeometry.WHOLE_PICTURE.within(AREA).withTripLine(LINE));
    return Combinators.combine(
            Arbitraries.of(LaneRole.class), Arbitraries.of(Approach.class), geometries)
        .as((role, approach, geometry) -> new Lane("L1", role, approach, geometry));
  }

  /** A car more than there were is never told, whatever a camera misses and misreads. */
  @Property(tries = 150)
  void queue_anySeed_noMoreSightingsThanCars(
      @ForAll long seed, @ForAll @IntRange(min = 8, max = 30) int framesPerSecond) {
    SimulatedTraffic traffic = new SimulatedTraffic(seed, 5, new Noise(0.15, 0.05));
    PassageTracker tracker =
        new PassageTracker(Lane.of("E1", LaneRole.ENTRY), TrackerSettings.DEFAULT);
    List<VehicleSighting> seen = new ArrayList<>();
    for (long frame = 0; frame * 1000 / framesPerSecond <= traffic.endMillis(); frame++) {
      long millis = frame * 1000 / framesPerSecond;
      List<PlateRead> reads = List.of(traffic.frame(millis));
      seen.addAll(tracker.onFrame(new FrameView(at(millis), 800, 540), reads, quad -> List.of()));
    }
    seen.addAll(tracker.finish());
    // All but one in 500 cars are seen: of five, never two are missed.
    assertThat(seen).hasSizeBetween(4, 5);
    assertThat(seen).allSatisfy(each -> assertThat(each.direction()).isEqualTo(Direction.ENTER));
  }

  /** Frames of any time, size and content, an end now and then, presences that make no sense. */
  @Property(tries = 150)
  void calls_inAnyOrder_neverThrowAndStayBounded(@ForAll("lanes") Lane lane, @ForAll long seed) {
    Random random = new Random(seed);
    PassageTracker tracker = new PassageTracker(lane, TrackerSettings.DEFAULT);
    PresenceJoiner joiner = new PresenceJoiner(lane, PresenceSettings.DEFAULT);
    long millis = 10_000;
    for (int call = 0; call < 150; call++) {
      millis = Math.max(0, millis + random.nextInt(10) * 60 - (random.nextInt(20) == 0 ? 5000 : 0));
      joiner.onChange(change(random, millis));
      List<VehicleSighting> gone = frame(random, millis, tracker);
      gone = joiner.onFrame(at(millis), tracker.views(), gone, List::of);
      if (random.nextInt(40) == 0) {
        gone = tracker.finish();
      }
      gone.forEach(sighting -> assertSound(lane, sighting));
      assertThat(tracker.views())
          .hasSizeLessThanOrEqualTo(PassageTracker.MAX_TRACKS + PassageTracker.MAX_PAST_VIEWS);
      assertThat(tracker.provisional()).hasSizeLessThanOrEqualTo(PassageTracker.MAX_TRACKS);
    }
    tracker.finish().forEach(sighting -> assertSound(lane, sighting));
    joiner.finish(at(millis), List.of()).forEach(sighting -> assertSound(lane, sighting));
    assertThat(tracker.finish()).isEmpty();
  }

  private static List<VehicleSighting> frame(Random random, long millis, PassageTracker tracker) {
    FrameView view = new FrameView(at(millis), 1 + random.nextInt(900), 1 + random.nextInt(600));
    List<PlateRead> reads = new ArrayList<>();
    int plates = random.nextInt(20) == 0 ? 50 : random.nextInt(4);
    for (int i = 0; i < plates; i++) {
      String text = random.nextInt(4) == 0 ? "" : "浙A1234" + random.nextInt(10);
      reads.add(
          Reads.of(random.nextInt(6) == 0 ? "浙B1234挂" : text)
              .at(
                  random.nextInt(3000) - 1000,
                  random.nextInt(3000) - 1000,
                  random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(300))
              .read());
    }
    return tracker.onFrame(view, reads, quad -> List.of());
  }

  private static PresenceChange change(Random random, long millis) {
    TriggerSource source = random.nextBoolean() ? TriggerSource.LOOP : TriggerSource.VIDEO;
    return new PresenceChange(source, random.nextBoolean(), at(millis));
  }

  private static void assertSound(Lane lane, VehicleSighting sighting) {
    Set<PassageFlag> flags = sighting.flags();
    assertThat(sighting.lane()).isEqualTo(lane);
    assertThat(sighting.plate().isEmpty()).isEqualTo(flags.contains(PassageFlag.UNSEEN));
    assertThat(sighting.secondPlate().isPresent())
        .isEqualTo(flags.contains(PassageFlag.SECOND_PLATE));
    if (lane.role() == LaneRole.BIDIRECTIONAL) {
      assertThat(flags).doesNotContain(PassageFlag.WRONG_WAY);
    } else {
      Direction role = lane.role() == LaneRole.ENTRY ? Direction.ENTER : Direction.EXIT;
      assertThat(sighting.direction() != role).isEqualTo(flags.contains(PassageFlag.WRONG_WAY));
    }
  }
}
