package io.wugan.lab.proof.crash;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was injected. Used by one thread. */
final class CrashTally {
  private final Map<String, Integer> random = new TreeMap<>();
  private final Map<String, Map<String, Integer>> atFailpoints = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private int atWork;

  void killed(Party victim, boolean afterNewRecords) {
    random.merge(victim.name(), 1, Integer::sum);
    atWork += afterNewRecords ? 1 : 0;
  }

  void killedAt(Enum<?> place, Party victim) {
    atFailpoints
        .computeIfAbsent(place.name(), name -> new TreeMap<>())
        .merge(victim.name(), 1, Integer::sum);
  }

  void fault(String what) {
    faults.add(what);
  }

  /** Kills at random moments, by victim. */
  Map<String, Integer> random() {
    return random;
  }

  /** Kills by place, in the order of the places, and victim. */
  Map<String, Map<String, Integer>> atFailpoints() {
    return atFailpoints;
  }

  /** Of the board's kills at random moments, those after something new was captured. */
  int atWork() {
    return atWork;
  }

  List<String> faults() {
    return faults;
  }
}
