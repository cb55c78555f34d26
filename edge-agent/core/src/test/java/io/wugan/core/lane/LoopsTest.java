package io.wugan.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.health.HealthPlace;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loops by their contacts: {@code A+100} is loop A occupied at 100 ms, {@code A-900} free. */
class LoopsTest {

  private static final Duration GAP = Duration.ofMillis(400);

  private final VirtualLotClock clock =
      new VirtualLotClock(Instant.parse("2026-03-01T08:00:00Z"), "boot-a");
  private final LotTime start = clock.now();
  private final List<String> health = new ArrayList<>();
  private final InputEdges outer = inOrder();
  private final InputEdges inner = inOrder();

  private static InputEdges inOrder() {
    InputEdges edges = new InputEdges();
    edges.setInOrder(true);
    return edges;
  }

  private LoopInput loop(InputEdges edges, String name) {
    return new LoopInput(
        edges,
        LoopSettings.DEFAULT,
        (kind, place, wrong, detail) -> {
          String told = kind + (wrong ? " wrong" : " right");
          if (wrong || health.contains(kind + " wrong")) {
            health.add(told);
          }
        },
        HealthPlace.device("in1", name));
  }

  private LotTime at(long millis) {
    return clock.advanceTo(Duration.ofMillis(millis));
  }

  /** Plays edges, asking the sensor every 20 ms, until two seconds after the last. */
  private List<PresenceChange> play(PresenceSensor sensor, String script) {
    TreeMap<Long, List<String>> edges = new TreeMap<>();
    for (String word : script.trim().split("\\s+", -1)) {
      edges.computeIfAbsent(Long.parseLong(word.substring(2)), key -> new ArrayList<>()).add(word);
    }
    List<PresenceChange> changes = new ArrayList<>();
    for (long now = 0; now <= edges.lastKey() + 2000; now += 10) {
      LotTime time = at(now);
      for (String word : edges.getOrDefault(now, List.of())) {
        InputEdges input = word.charAt(0) == 'A' ? outer : inner;
        input.add(new InputEdge(word.charAt(1) == '+', time));
      }
      if (now % 20 == 0) {
        changes.addAll(sensor.changes());
      }
    }
    return changes;
  }

  private String told(List<PresenceChange> changes) {
    StringBuilder text = new StringBuilder();
    for (PresenceChange change : changes) {
      text.append(change.present() ? " on@" : " off@").append(change.at().since(start).toMillis());
      change.way().ifPresent(way -> text.append('=').append(way));
    }
    return text.toString().trim();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a vehicle       | A+100 A-1400                                     | on@100 off@1400
          a pulse         | A+100 A-350                                      | on@100 off@350
          chatter at ends | A+100 A-110 A+120 A-900 A+910 A-920              | on@120 off@920
          a spike         | A+100 A-120                                      |
          a short gap     | A+100 A-600 A+620 A-1400                         | on@100 off@1400
          """)
  void oneLoop(String name, String script, String expected) {
    SingleLoop sensor = new SingleLoop(loop(outer, "a"), clock);
    assertThat(told(play(sensor, script))).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          entered       | A+100 B+700 A-1100 B-1700             | on@100 on@700=ENTER off@1700=ENTER
          left          | B+100 A+700 B-1100 A-1700             | on@100 on@700=EXIT off@1700=EXIT
          turned back   | A+100 B+700 B-1500 A-2100             | on@100 on@700=ENTER off@2100=UNKNOWN
          outer alone   | A+100 A-900                           | on@100 off@900
          inner alone   | B+100 B-900                           | on@100 off@900
          trailer       | A+100 B+700 A-1100 A+1300 A-1900 B-2500 | on@100 on@700=ENTER off@2500=ENTER
          close behind  | A+100 B+700 A-1100 A+1600 B-1800 B+2300 A-2600 B-3200 | on@100 on@700=ENTER off@1600=ENTER on@1600 on@2300=ENTER off@3200=ENTER
          """)
  void twoLoops(String name, String script, String expected) {
    LoopPair sensor = new LoopPair(loop(outer, "a"), loop(inner, "b"), clock, GAP);
    assertThat(told(play(sensor, script))).isEqualTo(expected);
  }

  @Test
  void vehicleForElevenMinutes_loopIsStuck_andFeelsNobody_untilItChanges() {
    SingleLoop sensor = new SingleLoop(loop(outer, "a"), clock);
    outer.add(new InputEdge(true, at(100)));
    at(200);
    assertThat(told(sensor.changes())).isEqualTo("on@100");
    at(Duration.ofMinutes(10).toMillis());
    assertThat(sensor.changes()).isEmpty();
    at(Duration.ofMinutes(11).toMillis());
    assertThat(told(sensor.changes())).startsWith("off@");
    assertThat(health).contains("LOOP_STUCK_ON wrong");

    long later = Duration.ofMinutes(12).toMillis();
    outer.add(new InputEdge(false, at(later)));
    at(later + 100);
    assertThat(sensor.changes()).isEmpty();
    assertThat(health).contains("LOOP_STUCK_ON right");

    outer.add(new InputEdge(true, at(later + 5000)));
    at(later + 5100);
    assertThat(told(sensor.changes())).isEqualTo("on@" + (later + 5000));
  }

  @Test
  void fiveVehiclesSeen_noneFelt_loopIsStuckOff_untilItFeelsOne() {
    SingleLoop sensor = new SingleLoop(loop(outer, "a"), clock);
    for (int i = 0; i < 4; i++) {
      sensor.onVehicleSeen();
    }
    assertThat(health).isEmpty();
    sensor.onVehicleSeen();
    assertThat(health).containsExactly("LOOP_STUCK_OFF wrong");

    play(sensor, "A+100 A-900");
    assertThat(health).contains("LOOP_STUCK_OFF right");
  }

  @Test
  void driverGone_nobodyIsFelt_andTheLoopIsBelievedAgainWhenItIsBack() {
    SingleLoop sensor = new SingleLoop(loop(outer, "a"), clock);
    outer.add(new InputEdge(true, at(100)));
    at(200);
    assertThat(told(sensor.changes())).isEqualTo("on@100");

    outer.setInOrder(false);
    at(300);
    assertThat(told(sensor.changes())).isEqualTo("off@300");
    assertThat(sensor.changes()).isEmpty();

    outer.setInOrder(true);
    outer.add(new InputEdge(true, at(5000)));
    at(5100);
    assertThat(told(sensor.changes())).isEqualTo("on@5000");
  }

  @Test
  void chatteringInput_neverHoldsMoreThanItsBound_andKnowsHowItIs() {
    for (int i = 0; i < 1001; i++) {
      outer.add(new InputEdge(i % 2 == 0, at(i)));
    }
    assertThat(outer.lost()).isEqualTo(1001 - InputEdges.MOST);
    List<InputEdge> kept = outer.take();
    assertThat(kept).hasSize(InputEdges.MOST);
    assertThat(kept.get(kept.size() - 1).active()).isTrue();
  }

  @Test
  void twoLoops_closeBehind_areTwoVehicles_alsoBeforeADeadCamera() {
    LoopPair sensor = new LoopPair(loop(outer, "a"), loop(inner, "b"), clock, GAP);
    PresenceJoiner joiner =
        new PresenceJoiner(Lane.of("in1", LaneRole.ENTRY), PresenceSettings.DEFAULT);
    play(sensor, "A+100 B+700 A-1100 A+1600 B-1800 B+2300 A-2600 B-3200").forEach(joiner::onChange);

    assertThat(joiner.onTime(at(9000), List.of()))
        .extracting(VehicleSighting::direction)
        .containsExactly(Direction.ENTER, Direction.ENTER);
  }

  @Test
  void leavingThroughAnEntryLane_isToldByTheLoops() {
    LoopPair sensor = new LoopPair(loop(outer, "a"), loop(inner, "b"), clock, GAP);
    PresenceJoiner joiner =
        new PresenceJoiner(Lane.of("in1", LaneRole.ENTRY), PresenceSettings.DEFAULT);
    play(sensor, "B+100 A+700 B-1100 A-1700").forEach(joiner::onChange);

    assertThat(joiner.onTime(at(9000), List.of()))
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.direction()).isEqualTo(Direction.EXIT);
              assertThat(left.flags())
                  .containsExactlyInAnyOrder(PassageFlag.UNSEEN, PassageFlag.WRONG_WAY);
            });
  }

  @Test
  void button_isAPassage_unlessPlateOrLoopTellsOfOne() {
    ManualPassages button = new ManualPassages(Lane.of("out1", LaneRole.EXIT));
    button.onPress(at(1000));
    button.onPress(at(1500));
    assertThat(button.wantsPicture()).isTrue();
    assertThat(button.decide(at(3900), List.of(), List.of())).isEmpty();
    assertThat(button.decide(at(4000), List.of(), List.of()))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.trigger()).isEqualTo(TriggerSource.MANUAL);
              assertThat(told.direction()).isEqualTo(Direction.EXIT);
            });
    assertThat(button.decide(at(9000), List.of(), List.of())).as("told once").isEmpty();

    button.onPress(at(20_000));
    VehicleSighting felt = unseen(19_000, 21_500);
    assertThat(button.decide(at(22_000), List.of(), List.of(felt))).isEmpty();
    assertThat(button.decide(at(25_000), List.of(), List.of())).isEmpty();
  }

  private VehicleSighting unseen(long from, long to) {
    PresenceJoiner joiner =
        new PresenceJoiner(Lane.of("out1", LaneRole.EXIT), PresenceSettings.DEFAULT);
    LotTime begin = clock.at(Duration.ofMillis(from));
    LotTime end = clock.at(Duration.ofMillis(to));
    joiner.onChange(new PresenceChange(TriggerSource.LOOP, true, begin));
    joiner.onChange(new PresenceChange(TriggerSource.LOOP, false, end));
    return joiner.finish(end, List.of()).get(0);
  }
}
