package io.wugan.lab.proof.sister;

import io.wugan.lab.proof.sister.PanelCheck.Form;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one phase has shown.
 *
 * @param phase which
 * @param counts vehicles and passages
 * @param stays against the truth
 * @param panels against the truth
 * @param alarms against what is to be told
 * @param settledAfter from the keeper's return until nothing waited; empty where it was not away
 * @param more further faults
 */
record PhaseReport(
    Phase phase,
    Counts counts,
    StayCheck.Result stays,
    PanelCheck.Result panels,
    AlarmCheck.Result alarms,
    Optional<Duration> settledAfter,
    List<String> more) {

  /** The head of the table. */
  static final String HEAD =
      "%-36s %-13s %-9s %-22s %-7s %-8s %-32s %-9s %s"
          .formatted(
              "phase",
              "in/out/office",
              "passages",
              "once/twice/open/lost",
              "bills",
              "off by",
              "panels: right (in, stay, without)",
              "settled",
              "alarms");

  PhaseReport {
    more = List.copyOf(more);
  }

  /**
   * Vehicles and passages.
   *
   * @param in driven in at the gate
   * @param out driven out at the other gate
   * @param office driven out at the office
   * @param passages that came into the keeper's ledger
   */
  record Counts(int in, int out, int office, long passages) {}

  /** A line for each thing that is not as it should be. */
  List<String> faults() {
    List<String> all = new ArrayList<>(stays.faults());
    all.addAll(panels.faults());
    all.addAll(alarms.faults());
    all.addAll(more);
    if (counts.passages != 2L * counts.in) {
      all.add("%d passages at the keeper, not %d".formatted(counts.passages, 2 * counts.in));
    }
    return all;
  }

  /** Its line of the table. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%-36s %-13s %-9d %-22s %-7d %-8s %-32s %-9s %s",
        phase,
        counts.in + "/" + counts.out + "/" + counts.office,
        counts.passages,
        "%d/%d/%d/%d".formatted(stays.once(), stays.twice(), stays.open(), stays.lost()),
        stays.billed(),
        String.format(Locale.ROOT, "%.2f s", StayCheck.seconds(stays.worst())),
        "%d of %d (%d, %d, %d)"
            .formatted(
                panels.right(),
                panels.all(),
                panels.of(Form.WELCOME),
                panels.of(Form.LENGTH),
                panels.of(Form.ELSEWHERE) + panels.of(Form.GOODBYE)),
        settledAfter
            .map(after -> String.format(Locale.ROOT, "%.1f s", StayCheck.seconds(after)))
            .orElse("-"),
        alarms.summary());
  }
}
