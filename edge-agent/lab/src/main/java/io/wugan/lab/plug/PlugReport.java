package io.wugan.lab.plug;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of the table.
 *
 * @param fault what was pulled, and for how long
 * @param told what the board told
 * @param raised after how many seconds it was told, and the bar
 * @param cleared after how many seconds it was told to be over, and the bar
 * @param recorded what was recorded meanwhile, lane by lane
 * @param use threads and descriptors of the agent before and after
 * @param wrong what is not as it should be; empty where all is
 */
record PlugReport(
    String fault,
    String told,
    String raised,
    String cleared,
    List<String> recorded,
    String use,
    List<String> wrong) {

  PlugReport {
    recorded = List.copyOf(recorded);
    wrong = List.copyOf(wrong);
  }

  boolean passed() {
    return wrong.isEmpty();
  }

  static String head() {
    return "| | pulled | told | seen after | over after, once back | lane a | lane b | lane c | threads/descriptors |\n"
        + "|---|---|---|---|---|---|---|---|---|";
  }

  /** As a line of a Markdown table. */
  String line() {
    List<String> cells = new ArrayList<>();
    cells.add(passed() ? "ok" : "FAIL");
    cells.add(fault);
    cells.add(told);
    cells.add(raised);
    cells.add(cleared);
    for (int i = 0; i < 3; i++) {
      cells.add(i < recorded.size() ? recorded.get(i) : "");
    }
    cells.add(use);
    return "| " + String.join(" | ", cells) + " |";
  }
}
