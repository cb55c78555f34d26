package io.wugan.lab.proof;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds the two ledgers against one another and lists everything that is not as it must be. Pure.
 *
 * <ul>
 *   <li>what was in the edge's ledger at any kill is in it at the end, unchanged;
 *   <li>the edge has every number from 1 to the last, and all are acknowledged;
 *   <li>the cloud has each of them once, under the same id, and nothing else, in one epoch;
 *   <li>every finished stay is billed once, and nothing else is billed;
 *   <li>the listener heard of every bill once.
 * </ul>
 */
public final class Comparison {
  private final FaultList faults = new FaultList();

  private Comparison() {}

  /**
   * Everything that is wrong; empty if the proof holds.
   *
   * @param edge the agent's ledger at the end
   * @param atKills the agent's ledger after each kill
   * @param cloud the back end's ledger at the end
   * @param told sessions that the listener heard of
   */
  public static List<String> faults(
      EdgeLedger edge, List<EdgeLedger> atKills, CloudLedger cloud, List<String> told) {
    Comparison comparison = new Comparison();
    atKills.forEach(before -> comparison.kept(before, edge));
    comparison.edgeIsComplete(edge);
    comparison.cloudHasTheSame(edge, cloud);
    comparison.bills(edge, cloud, told);
    return comparison.faults.list();
  }

  private void kept(EdgeLedger before, EdgeLedger after) {
    if (!before.epoch().equals(after.epoch())) {
      faults.add("the edge began a new epoch after a kill");
      return;
    }
    faults.report(
        "captured before a kill and gone or changed afterwards",
        before.events().entrySet().stream()
            .filter(event -> !event.getValue().equals(after.events().get(event.getKey())))
            .map(Map.Entry::getKey)
            .toList());
  }

  private void edgeIsComplete(EdgeLedger edge) {
    if (edge.lastSeq() == 0) {
      faults.add("the agent captured nothing, so nothing is proved");
    }
    Set<Long> expected = new HashSet<>();
    for (long seq = 1; seq <= edge.lastSeq(); seq++) {
      expected.add(seq);
    }
    faults.report("numbers that the edge's ledger lacks", minus(expected, edge.events().keySet()));
    faults.report("numbers beyond the edge's last", minus(edge.events().keySet(), expected));
    if (edge.unsettled() > 0) {
      faults.add(edge.unsettled() + " events are not acknowledged");
    }
    if (edge.setApart() > 0) {
      faults.add(edge.setApart() + " events were refused by the cloud");
    }
  }

  private void cloudHasTheSame(EdgeLedger edge, CloudLedger cloud) {
    if (cloud.epochs().stream().anyMatch(epoch -> !epoch.equals(edge.epoch()))) {
      faults.add("the cloud has epochs that the edge does not: " + cloud.epochs());
    }
    Set<Long> inCloud = cloud.events().stream().map(NumberedEvent::seq).collect(Collectors.toSet());
    faults.report("captured and not in the cloud (LOST)", minus(edge.events().keySet(), inCloud));
    faults.report("in the cloud and not at the edge", minus(inCloud, edge.events().keySet()));
    faults.report("numbers stored twice", repeated(cloud.events(), NumberedEvent::seq));
    faults.report("ids stored twice", repeated(cloud.events(), NumberedEvent::id));
    faults.report(
        "under another id in the cloud",
        cloud.events().stream()
            .filter(event -> edge.events().containsKey(event.seq()))
            .filter(event -> !event.id().equals(edge.events().get(event.seq())))
            .map(NumberedEvent::seq)
            .toList());
  }

  private void bills(EdgeLedger edge, CloudLedger cloud, List<String> told) {
    Set<String> billed = new HashSet<>(cloud.bills());
    faults.report("finished stays without a bill", minus(edge.billable(), billed));
    faults.report("bills for what is no finished stay", minus(billed, edge.billable()));
    faults.report("stays billed twice (DOUBLE BILL)", repeated(cloud.bills(), session -> session));
    faults.report("stays told twice", repeated(told, session -> session));
    faults.report("bills that nobody was told of", minus(billed, new HashSet<>(told)));
  }

  private static <T> Collection<T> minus(Set<T> from, Set<T> what) {
    return from.stream().filter(each -> !what.contains(each)).sorted().toList();
  }

  private static <T, K> Collection<K> repeated(List<T> all, Function<T, K> key) {
    Map<K, Long> counts = all.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }
}
