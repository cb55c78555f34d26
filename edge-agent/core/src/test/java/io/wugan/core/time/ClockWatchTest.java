package io.wugan.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.time.ClockAnchor.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockWatchTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private static LotTime reading(
      String boot, long seconds, long aheadMillis, ClockQuality quality) {
    Instant utc = START.plusSeconds(seconds).plusMillis(aheadMillis);
    return new LotTime(utc, seconds * 1000, boot, quality, OptionalInt.empty());
  }

  /** Readings as {@code boot:second:aheadMillis:quality}, and the reasons of the anchors due. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "never synchronised      | a:0:0:U a:10:0:U a:9000:0:U          | - - -",
        "only the floor is known | a:0:0:F a:10:5000:F                  | - -",
        "synchronised at start   | a:0:0:S a:10:0:S                     | FIRST_SYNC -",
        "late synchronisation    | a:0:0:U a:600:70000:S a:610:70000:S  | - FIRST_SYNC -",
        "first seen in holdover  | a:0:0:H                              | FIRST_SYNC",
        "step forward            | a:0:0:S a:10:300000:S a:20:300000:S  | FIRST_SYNC STEP -",
        "step back               | a:0:0:S a:10:-501:S a:20:-501:S      | FIRST_SYNC STEP -",
        "forth and back          | a:0:0:S a:10:900:S a:20:0:S          | FIRST_SYNC STEP STEP",
        "at the limit            | a:0:0:S a:10:500:S a:20:-500:S       | FIRST_SYNC - -",
        "small steps add up      | a:0:0:S a:10:300:S a:20:600:S        | FIRST_SYNC - STEP",
        "step of an unknown clock| a:0:0:U a:10:900:U                   | - -",
        "hourly                  | a:0:0:S a:3590:0:S a:3600:0:S a:7190:0:S a:7200:0:S | FIRST_SYNC - HOURLY - HOURLY",
        "a step begins the hour  | a:0:0:S a:1800:900:S a:3600:900:S a:5400:900:S | FIRST_SYNC STEP - HOURLY",
        "reboot                  | a:0:0:S b:0:0:U b:600:900:S          | FIRST_SYNC - FIRST_SYNC",
        "reboot, at once known   | a:0:0:S b:0:0:S                      | FIRST_SYNC FIRST_SYNC",
        "sync lost and found     | a:0:0:S a:10:0:U a:20:0:S            | FIRST_SYNC - -",
      })
  void anchorsDue(String name, String readings, String reasons) {
    ClockWatch watch = new ClockWatch();
    List<String> due = new ArrayList<>();
    for (String each : readings.split(" ")) {
      Optional<ClockAnchor> anchor = watch.due(parse(each));
      anchor.ifPresent(watch::captured);
      due.add(anchor.map(a -> a.reason().name()).orElse("-"));
    }
    assertThat(String.join(" ", due)).isEqualTo(reasons);
  }

  private static LotTime parse(String reading) {
    String[] parts = reading.split(":");
    ClockQuality quality =
        switch (parts[3]) {
          case "S" -> ClockQuality.SYNCED;
          case "H" -> ClockQuality.HOLDOVER;
          case "F" -> ClockQuality.FLOOR;
          default -> ClockQuality.UNKNOWN;
        };
    return reading(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), quality);
  }

  @Test
  void anchorThatWasNotCaptured_isDueAgain() {
    ClockWatch watch = new ClockWatch();
    assertThat(watch.due(reading("a", 0, 0, ClockQuality.SYNCED))).isPresent();
    assertThat(watch.due(reading("a", 10, 0, ClockQuality.SYNCED)))
        .hasValueSatisfying(anchor -> assertThat(anchor.reason()).isEqualTo(Reason.FIRST_SYNC));
  }

  @Test
  void moved_isTheStep_andTheWayOutOfThePast() {
    ClockWatch watch = new ClockWatch();
    watch.due(reading("a", 0, 0, ClockQuality.UNKNOWN));
    ClockAnchor first = watch.due(reading("a", 600, 70_000, ClockQuality.SYNCED)).orElseThrow();
    watch.captured(first);
    ClockAnchor step = watch.due(reading("a", 610, 69_000, ClockQuality.SYNCED)).orElseThrow();

    assertThat(first.movedMillis()).isEqualTo(OptionalLong.of(70_000));
    assertThat(step.movedMillis()).isEqualTo(OptionalLong.of(-1000));
    assertThat(new ClockWatch().due(reading("b", 5, 0, ClockQuality.SYNCED)).orElseThrow())
        .satisfies(only -> assertThat(only.movedMillis()).isEmpty());
  }
}
