package io.wugan.lab.demo;

import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.ledger.Commit;
import io.wugan.core.plate.PlateNumber;
import io.wugan.lab.billing.Stay;
import io.wugan.lab.billing.Tariff;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What the demo prints. Thread-safe: passages and bills come from different threads. */
final class DemoLines {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final PrintWriter out;

  DemoLines(PrintWriter out) {
    this.out = out;
  }

  synchronized void heading(Instant start) {
    out.println(
        "Two lanes, one back end. Times are UTC on the clip's own clock, which begins at "
            + CLOCK.format(start)
            + ".");
  }

  synchronized void passage(Commit commit) {
    commit.change().passage().ifPresent(passage -> print(passage, commit));
  }

  private void print(Passage passage, Commit commit) {
    String plate = passage.plateNumber().map(PlateNumber::text).orElse("no readable plate");
    long last = commit.records().get(commit.records().size() - 1).seq();
    out.printf(
        Locale.ROOT,
        "%s  %-5s  %-9s  %-12s  %.3f  %3d frames  captured as record %d, %d inside%n",
        CLOCK.format(passage.at().utc()),
        passage.laneId(),
        plate,
        passage.plate().map(choice -> choice.category().name()).orElse("-"),
        passage.plate().map(PlateChoice::confidence).orElse(0.0),
        passage.frames(),
        last,
        commit.occupancy());
    out.flush();
  }

  synchronized void bill(Stay stay) {
    out.printf(
        Locale.ROOT,
        "   bill  %-9s  in %s  out %s  %d min  %d fen%n",
        stay.plate(),
        CLOCK.format(stay.entry()),
        CLOCK.format(stay.exit()),
        stay.minutes(),
        stay.fen());
    out.flush();
  }

  synchronized void acknowledged(long records, long open) {
    out.println(
        open == 0
            ? records + " records, all acknowledged by the back end"
            : open + " of " + records + " records were not acknowledged in time");
  }

  /** Compares the bills with what the clips really show. */
  synchronized boolean agree(List<Stay> bills, List<ExpectedStay> expected) {
    int agreeing = 0;
    for (ExpectedStay stay : expected) {
      boolean billed =
          bills.stream().filter(bill -> stay.agrees(bill, Tariff.EXAMPLE)).count() == 1;
      agreeing += billed ? 1 : 0;
      if (!billed) {
        out.println("no bill agrees with the clip's " + stay);
      }
    }
    out.printf(
        Locale.ROOT,
        "%d bills; %d of %d stays of the clips are billed as they were%n",
        bills.size(),
        agreeing,
        expected.size());
    out.flush();
    return agreeing == expected.size() && bills.size() == expected.size();
  }
}
