package io.wugan.lab.proof.crash;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the proof ended. Immutable; {@link #toString()} is the table for people.
 *
 * @param seed of the plan
 * @param tally what was injected
 * @param passages that the board said are captured
 * @param captured events in the board's ledger
 * @param delivered events in the cloud's ledger
 * @param duplicates deliveries that the cloud knew already
 * @param finished stays that are to be billed
 * @param billed bills
 * @param faults all that is not as it must be; empty if the proof holds
 */
record CrashVerdict(
    long seed,
    CrashTally tally,
    long passages,
    long captured,
    long delivered,
    long duplicates,
    long finished,
    long billed,
    List<String> faults) {

  CrashVerdict {
    faults = List.copyOf(faults);
  }

  boolean holds() {
    return faults.isEmpty();
  }

  /** All kills. */
  int kills() {
    return sum(tally.random().values())
        + tally.atFailpoints().values().stream().mapToInt(by -> sum(by.values())).sum();
  }

  /** {@code back end 20, board 20, broker 20}. */
  private static String listed(Map<String, Integer> byVictim) {
    return byVictim.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }

  private static int sum(Collection<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder("injected: SIGKILL\n");
    tally.random().forEach((victim, times) -> row(table, "at random, " + victim, times));
    row(table, "of all, after new passages", tally.atWork());
    tally
        .atFailpoints()
        .forEach((place, by) -> table.append(String.format("  at %-20s %s%n", place, listed(by))));
    row(table, "all", kills());
    row(table, "seed", seed);
    table.append("looked at: both databases, the board's list, the pictures\n");
    row(table, "passages answered as captured", passages);
    row(table, "events in the board's ledger", captured);
    row(table, "events in the cloud's ledger", delivered);
    row(table, "delivered again, told apart", duplicates);
    row(table, "finished stays", finished);
    row(table, "bills", billed);
    faults.forEach(fault -> table.append("FAULT  ").append(fault).append('\n'));
    table.append(holds() ? "HOLDS: nothing lost, nothing billed twice\n" : "DOES NOT HOLD\n");
    return table.toString();
  }

  private static void row(StringBuilder table, String name, long value) {
    table.append(String.format(Locale.ROOT, "  %-44s %9d%n", name, value));
  }
}
