package io.wugan.lab.proof.sister;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the boards' alarms against what docs/hardware/lot.md says is told. Stateless. */
final class AlarmCheck {

  static final String KEEPER_AWAY = "KEEPER_AWAY";
  static final String SISTER_AWAY = "SISTER_AWAY";
  static final String KEEPER_CONFLICT = "KEEPER_CONFLICT";
  static final String CLOCKS_DIFFER = "CLOCKS_DIFFER";

  // A minute after the last answer, which may be half a minute old; a gate looks every 5 s.
  private static final Window KEEPER = new Window(Duration.ofSeconds(25), Duration.ofSeconds(75));
  // Three minutes after the last word, likewise.
  private static final Window SISTER = new Window(Duration.ofSeconds(145), Duration.ofSeconds(195));

  private static final List<Place> GATES = List.of(Place.GATE_IN, Place.GATE_OUT);

  private AlarmCheck() {}

  /** How long after the beginning an alarm comes. */
  private record Window(Duration earliest, Duration latest) {}

  /**
   * What was found.
   *
   * @param summary for the table, such as {@code KEEPER_AWAY 38..61 s}
   * @param faults a line for each alarm that is missing, too much, or at the wrong time
   */
  record Result(String summary, List<String> faults) {
    Result {
      faults = List.copyOf(faults);
    }
  }

  /**
   * @param told all alarms of the phase, the oldest first
   * @param outage when the keeper was away
   * @param wrongClock the board whose clock was wrong
   */
  static Result of(List<Alarm> told, Optional<Outage> outage, Optional<Place> wrongClock) {
    List<String> faults = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    List<Double> keeper = new ArrayList<>();
    List<Double> sister = new ArrayList<>();
    for (Place gate : GATES) {
      expect(told, new Wanted(gate, KEEPER_AWAY, "board", KEEPER), outage, faults, keeper);
      Optional<Outage> cut = outage.filter(Outage::cut);
      expect(told, new Wanted(Place.OFFICE, SISTER_AWAY, gate.id(), SISTER), cut, faults, sister);
    }
    summary(KEEPER_AWAY, keeper).ifPresent(parts::add);
    summary(SISTER_AWAY, sister).ifPresent(parts::add);
    clocks(told, wrongClock, faults, parts);
    told.stream()
        .filter(alarm -> alarm.kind().equals(KEEPER_CONFLICT) && alarm.raised())
        .forEach(alarm -> faults.add(alarm.board().id() + ": " + KEEPER_CONFLICT));
    return new Result(parts.isEmpty() ? "none" : String.join(", ", parts), faults);
  }

  private record Wanted(Place board, String kind, String device, Window window) {
    boolean is(Alarm alarm) {
      return alarm.board() == board && alarm.kind().equals(kind) && alarm.device().equals(device);
    }

    @Override
    public String toString() {
      return "%s of %s for %s".formatted(kind, board.id(), device);
    }
  }

  private static void expect(
      List<Alarm> told,
      Wanted wanted,
      Optional<Outage> outage,
      List<String> faults,
      List<Double> after) {
    List<Alarm> own = told.stream().filter(wanted::is).toList();
    Optional<Alarm> raised = own.stream().filter(Alarm::raised).findFirst();
    Duration lasted = outage.map(Outage::lasted).orElse(Duration.ZERO);
    if (raised.isEmpty()) {
      if (lasted.compareTo(wanted.window.latest) >= 0) {
        faults.add(wanted + " was not told");
      }
      return;
    }
    if (outage.isEmpty() || lasted.compareTo(wanted.window.earliest) < 0) {
      faults.add(wanted + " without a reason, at " + raised.get().at());
      return;
    }
    Duration late = Duration.between(outage.get().from().utc(), raised.get().at());
    after.add(StayCheck.seconds(late));
    boolean inTime =
        late.compareTo(wanted.window.earliest) >= 0 && late.compareTo(wanted.window.latest) <= 0;
    if (!inTime) {
      faults.add("%s after %.0f s".formatted(wanted, StayCheck.seconds(late)));
    }
    if (own.get(own.size() - 1).raised()) {
      faults.add(wanted + " is not over");
    }
  }

  private static Optional<String> summary(String kind, List<Double> seconds) {
    return seconds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s after %s s"
                .formatted(
                    kind,
                    String.join(
                        ", ", seconds.stream().map(each -> "%.0f".formatted(each)).toList())));
  }

  private static void clocks(
      List<Alarm> told, Optional<Place> wrongClock, List<String> faults, List<String> parts) {
    boolean differ =
        told.stream().anyMatch(alarm -> alarm.kind().equals(CLOCKS_DIFFER) && alarm.raised());
    if (differ) {
      parts.add(CLOCKS_DIFFER);
    }
    if (differ != wrongClock.isPresent()) {
      faults.add(CLOCKS_DIFFER + (differ ? " without a reason" : " was not told"));
    }
  }
}
