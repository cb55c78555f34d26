package io.wugan.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The camera dies at 10 s while vehicles are before it; loops go on (A36). */
class OnTheirWayTest {

  private static final long DIES = 10_000;

  private final VirtualLotClock clock =
      new VirtualLotClock(Instant.parse("2026-03-01T00:00:00Z"), "boot-1");
  private final PresenceJoiner joiner =
      new PresenceJoiner(Lane.of("E1", LaneRole.ENTRY), PresenceSettings.DEFAULT);

  private LotTime at(long millis) {
    return clock.at(Duration.ofMillis(millis));
  }

  private record Interval(long from, long to) {
    private static List<Interval> list(String text) {
      return text.isBlank()
          ? List.of()
          : Stream.of(text.split(","))
              .map(each -> each.strip().split("-"))
              .map(Interval::of)
              .toList();
    }

    private static Interval of(String... parts) {
      return new Interval(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
  }

  private PlateView view(int vehicle, Interval seen) {
    LotTime last = at(seen.to);
    return new PlateView(vehicle, "浙A1234" + vehicle, at(seen.from), last, last, 20, Set.of());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          comes to the loop next             | 6000-10000            | 11000-12500                          | 0
          the next one has not been seen     | 6000-10000            | 11000-12500, 14000-15500             | 1
          behind one that was on the loop    | 2000-6300, 6000-10000 | 5900-7200, 10100-12000               | 0
          one ahead felt while it was in view| 4000-9000, 6000-10000 | 8500-9700, 11000-12500               | 0
          was on the loop before             | 6000-10000            | 8800-9600, 12000-13500               | 1
          was on the loop when it died       | 6000-10000            | 9800-11000, 12500-14000              | 1
          two of them                        | 6000-10000, 8000-9900 | 10500-11700, 12500-13700             | 0
          two of them, and a third           | 6000-10000, 8000-9900 | 10500-11700, 12500-13700, 14600-15800| 1
          comes too late to be the same      | 6000-10000            | 15500-17000                          | 1
          had gone before                    | 4000-9000             | 10800-12000                          | 1
          nobody before the camera           | ''                    | 10800-12000                          | 1
          """)
  void cameraDies_vehiclesOnTheirWay_areNotToldTwice(
      String name, String plates, String loop, int unseen) {
    List<PlateView> views = new ArrayList<>();
    for (Interval each : Interval.list(plates)) {
      views.add(view(views.size(), each));
    }
    List<Interval> presences = Interval.list(loop);
    List<VehicleSighting> told = new ArrayList<>();
    for (long millis = 0; millis <= 20_000; millis += 100) {
      long now = millis;
      for (Interval each : presences) {
        if (now == each.from || now == each.to) {
          joiner.onChange(new PresenceChange(TriggerSource.LOOP, now == each.from, at(now)));
        }
      }
      List<PlateView> soFar =
          views.stream().filter(view -> view.firstSeen().monoMillis() <= now).toList();
      told.addAll(
          now <= DIES
              ? joiner.onFrame(at(now), soFar, List.of(), List::of)
              : joiner.onTime(at(now), soFar));
    }
    assertThat(told).hasSize(unseen);
  }
}
