package io.wugan.lab.proof.sister;

import io.wugan.core.plate.PlateNumber;
import io.wugan.lab.proof.sister.LanePanel.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what the panels have shown against what docs/hardware/led.md and lot.md say they show.
 * Stateless.
 *
 * <pre>
 * crossing                    the keeper          the panel's last lines for that plate
 * in, at a gate               whatever            plate, 欢迎光临
 * out, at a gate              answers             plate, 停车…, 请离场后付费
 * out, at a gate              away                plate, 一路平安, 请离场后付费
 * out, at the keeper itself   knows the entry     plate, 停车…, 请离场后付费
 * out, at the keeper itself   entry still waits   plate, 一路平安
 * </pre>
 *
 * Around the two ends of an outage either may be, but a length that is shown is the right one.
 */
final class PanelCheck {

  /** As long after a crossing its panel has its last lines. */
  static final Duration AFTER = Duration.ofSeconds(8);

  private static final Duration BEFORE = Duration.ofSeconds(4);
  private static final Duration SLACK = Duration.ofSeconds(1);

  /** What a panel says. */
  enum Form {
    WELCOME,
    LENGTH,
    ELSEWHERE,
    GOODBYE,
    OTHER
  }

  /**
   * What was found.
   *
   * @param right panels that showed what they should
   * @param all crossings
   * @param forms how often each form was shown
   * @param faults a line for each panel that did not; plates masked
   */
  record Result(int right, int all, Map<Form, Integer> forms, List<String> faults) {
    Result {
      forms = Map.copyOf(forms);
      faults = List.copyOf(faults);
    }

    int of(Form form) {
      return forms.getOrDefault(form, 0);
    }
  }

  private final Map<Place, List<Shown>> shown;
  private final Optional<Outage> outage;
  private final Map<Form, Integer> forms = new EnumMap<>(Form.class);
  private final List<String> faults = new ArrayList<>();

  private PanelCheck(Map<Place, List<Shown>> shown, Optional<Outage> outage) {
    this.shown = shown;
    this.outage = outage;
  }

  /**
   * @param driven what was driven
   * @param shown what each lane's panel has shown, the oldest first
   * @param outage when the keeper was away
   */
  static Result of(List<Driven> driven, Map<Place, List<Shown>> shown, Optional<Outage> outage) {
    PanelCheck check = new PanelCheck(shown, outage);
    for (Driven truth : driven) {
      check.look(truth, Place.GATE_IN, truth.entered(), EnumSet.of(Form.WELCOME));
      check.look(truth, truth.out(), truth.left(), check.atExit(truth));
    }
    int all = 2 * driven.size();
    return new Result(all - check.faults.size(), all, check.forms, check.faults);
  }

  /** What may stand there when this vehicle has left. */
  private Set<Form> atExit(Driven truth) {
    if (outage.isEmpty()) {
      return EnumSet.of(Form.LENGTH);
    }
    Outage away = outage.get();
    Moment left = truth.left();
    if (left.isBefore(away.from().plus(BEFORE.negated())) || isAfter(left, away.settled())) {
      return EnumSet.of(Form.LENGTH);
    }
    boolean surelyAway =
        isAfter(left, away.from().plus(SLACK)) && left.plus(AFTER).isBefore(away.until());
    if (truth.out() != Place.OFFICE) {
      return surelyAway ? EnumSet.of(Form.ELSEWHERE) : EnumSet.of(Form.ELSEWHERE, Form.LENGTH);
    }
    if (truth.entered().isBefore(away.from().plus(BEFORE.negated()))) {
      return EnumSet.of(Form.LENGTH);
    }
    boolean entryWaits = isAfter(truth.entered(), away.from().plus(SLACK)) && surelyAway;
    return entryWaits ? EnumSet.of(Form.GOODBYE) : EnumSet.of(Form.GOODBYE, Form.LENGTH);
  }

  private static boolean isAfter(Moment moment, Moment other) {
    return other.isBefore(moment);
  }

  private void look(Driven truth, Place place, Moment crossed, Set<Form> allowed) {
    List<String> lines = List.of();
    for (Shown each : shown.getOrDefault(place, List.of())) {
      boolean near =
          !each.at().isBefore(crossed.plus(BEFORE.negated()))
              && each.at().isBefore(crossed.plus(AFTER));
      if (near && !each.lines().isEmpty() && each.lines().get(0).equals(truth.plate())) {
        lines = each.lines();
      }
    }
    Form form = form(lines, truth.length());
    forms.merge(form, 1, Integer::sum);
    if (!allowed.contains(form)) {
      faults.add(
          "panel of %s, %s after %.1f s: %s instead of %s"
              .formatted(
                  place.id(),
                  PlateNumber.mask(truth.plate()),
                  StayCheck.seconds(truth.length()),
                  lines.isEmpty() ? "nothing" : lines.subList(1, lines.size()),
                  allowed));
    }
  }

  private static Form form(List<String> lines, Duration stay) {
    List<String> rest = lines.isEmpty() ? lines : lines.subList(1, lines.size());
    if (rest.equals(List.of("欢迎光临"))) {
      return Form.WELCOME;
    }
    if (rest.equals(List.of("一路平安", "请离场后付费"))) {
      return Form.ELSEWHERE;
    }
    if (rest.equals(List.of("一路平安"))) {
      return Form.GOODBYE;
    }
    boolean length =
        rest.equals(withLength(stay.minus(SLACK))) || rest.equals(withLength(stay.plus(SLACK)));
    return length ? Form.LENGTH : Form.OTHER;
  }

  // Stays of the proof are shorter than an hour.
  private static List<String> withLength(Duration stay) {
    return List.of("停车%d分".formatted(Math.max(1, stay.toMinutes())), "请离场后付费");
  }
}
