package io.wugan.agent.cli;

import io.wugan.agent.timing.Durations;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.ledger.Commit;
import io.wugan.core.plate.PlateNumber;
import io.wugan.sync.contract.EventCodec;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Prints what a replay captures: one line for each passage and one for each record. */
final class ReplayLines {

  private final PrintWriter out;
  private final EventCodec codec;
  private final OutputFormat format;
  private int passages;
  private int records;
  private final Durations delays = new Durations();

  ReplayLines(PrintWriter out, EventCodec codec, OutputFormat format) {
    this.out = out;
    this.codec = codec;
    this.format = format;
  }

  void print(Commit commit) {
    commit.change().passage().ifPresent(this::passage);
    for (Commit.Numbered numbered : commit.records()) {
      records++;
      if (format == OutputFormat.jsonl) {
        json(codec.encode(commit.epoch(), numbered.seq(), numbered.record()));
      } else {
        out.printf(
            Locale.ROOT, "    %4d  %s%n", numbered.seq(), EventCodec.typeOf(numbered.record()));
      }
    }
    out.flush();
  }

  private void passage(Passage passage) {
    passages++;
    if (format == OutputFormat.jsonl) {
      json(codec.passageJson(passage));
      return;
    }
    String plate = passage.plateNumber().map(PlateNumber::text).orElse("(no readable plate)");
    out.printf(
        Locale.ROOT,
        "%s  %-8s %-7s %-10s %s  confidence %.3f  margin %.2f  %d frames%n",
        passage.at().utc(),
        passage.laneId(),
        passage.direction(),
        plate,
        passage.plate().map(choice -> choice.category() + " " + choice.color()).orElse("-"),
        passage.plate().map(PlateChoice::confidence).orElse(0.0),
        passage.plate().map(PlateChoice::margin).orElse(0.0),
        passage.frames());
  }

  /** A passage was captured this long after the vehicle had crossed. */
  void recordedAfter(Duration delay) {
    delays.add(delay.toNanos());
  }

  private void json(byte[] line) {
    out.print(new String(line, StandardCharsets.UTF_8));
    out.print('\n');
  }

  void end() {
    if (format == OutputFormat.table) {
      out.println(passages + " passages, " + records + " records");
      if (delays.count() > 0) {
        out.printf(
            Locale.ROOT,
            "from crossing to record: median %.2f s, 95 %% %.2f s, longest %.2f s%n",
            delays.quantileMillis(0.5) / 1000,
            delays.quantileMillis(0.95) / 1000,
            delays.quantileMillis(1) / 1000);
      }
    }
    out.flush();
  }
}
