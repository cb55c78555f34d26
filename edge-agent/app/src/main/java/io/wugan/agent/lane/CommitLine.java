package io.wugan.agent.lane;

import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.ledger.Commit;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.record.ParkingRecord;
import io.wugan.core.session.Decision;
import java.util.Locale;

/** One line of log for a captured passage; the plate is masked. */
final class CommitLine {

  private CommitLine() {}

  static String of(Commit commit) {
    String who = commit.change().passage().map(CommitLine::plate).orElse("-");
    String seqs =
        commit.records().isEmpty()
            ? "-"
            : commit.records().get(0).seq()
                + ".."
                + commit.records().get(commit.records().size() - 1).seq();
    return String.format(
        Locale.ROOT,
        "%s %s%s, seq %s, %d inside",
        who,
        what(commit.change().decision()),
        owes(commit) ? ", listed as ARREARS, alert told" : "",
        seqs,
        commit.occupancy());
  }

  private static boolean owes(Commit commit) {
    return commit.records().stream()
        .anyMatch(numbered -> numbered.record() instanceof ParkingRecord.ArrearsEntered);
  }

  private static String plate(Passage passage) {
    return passage
        .plate()
        .map(choice -> described(choice, passage.frames()))
        .orElse("vehicle without a plate");
  }

  private static String described(PlateChoice choice, int frames) {
    String number = choice.number().map(PlateNumber::masked).orElse("unreadable plate");
    return String.format(Locale.ROOT, "%s (%.3f, %d frames)", number, choice.confidence(), frames);
  }

  private static String what(Decision decision) {
    if (decision instanceof Decision.EntryOpened entry) {
      return entry.impliedExits().isEmpty() ? "entered" : "entered again, its exit was missed";
    }
    if (decision instanceof Decision.EntryToldLate) {
      return "had entered, told after its exit; session closed";
    }
    if (decision instanceof Decision.ExitClosed) {
      return "left, session closed";
    }
    if (decision instanceof Decision.TurnedBack) {
      return "turned back, its session is void";
    }
    if (decision instanceof Decision.ExitRepaired) {
      return "left, session closed on a misreading before is its own";
    }
    if (decision instanceof Decision.OrphanExit) {
      return "left, no session found";
    }
    if (decision instanceof Decision.DirectionUnknown) {
      return "passed, direction unknown";
    }
    if (decision instanceof Decision.LeftToKeeper) {
      return "waits for the board that keeps the lot";
    }
    return decision.changedSessions().size() + " sessions changed";
  }
}
