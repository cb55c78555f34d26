package io.wugan.lab.proof;

import java.util.List;
import java.util.Locale;

/**
 * How the proof ended. Immutable; {@link #toString()} is the table for people.
 *
 * @param kills how often the agent was killed
 * @param atWork in how many of the lives that it was killed in it had recorded something new
 * @param outages in how many of its lives the broker was away
 * @param seed of the plan
 * @param captured events in the agent's ledger
 * @param delivered events in the cloud's ledger
 * @param duplicates deliveries that the cloud knew already
 * @param finished stays that are to be billed
 * @param billed bills
 * @param faults all that is not as it must be; empty if the proof holds
 */
public record ProofVerdict(
    int kills,
    int atWork,
    int outages,
    long seed,
    long captured,
    long delivered,
    long duplicates,
    long finished,
    long billed,
    List<String> faults) {

  /** Copies the list. */
  public ProofVerdict {
    faults = List.copyOf(faults);
  }

  /** Whether the proof holds. */
  public boolean holds() {
    return faults.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    row(table, "killed (SIGKILL)", kills);
    row(table, "of these, after new events", atWork);
    row(table, "lives with the broker away", outages);
    row(table, "seed", seed);
    row(table, "events captured", captured);
    row(table, "events in the cloud's ledger", delivered);
    row(table, "delivered again, told apart", duplicates);
    row(table, "finished stays", finished);
    row(table, "bills", billed);
    faults.forEach(fault -> table.append("FAULT  ").append(fault).append(System.lineSeparator()));
    table.append(holds() ? "HOLDS: nothing lost, nothing billed twice" : "DOES NOT HOLD");
    return table.append(System.lineSeparator()).toString();
  }

  private static void row(StringBuilder table, String name, long value) {
    table.append(String.format(Locale.ROOT, "%-30s %12d%n", name, value));
  }
}
