package io.wugan.lab.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What has to be billed of what the rules sent. Thread-safe. */
final class BillTruth {
  private final Map<String, Long> stayMillis = new TreeMap<>();
  private final Set<String> unbilled = new TreeSet<>();

  /** One bill of a stay. */
  record Bill(String session, long stayMillis) {}

  /** This session has to be billed once, by this length. */
  synchronized void bill(Visit visit, long millis) {
    stayMillis.put(visit.session(), millis);
  }

  /** This session must not be billed. */
  synchronized void noBill(Visit visit) {
    unbilled.add(visit.session());
  }

  /** What is wrong with bills; other sessions than those of the rules are nobody's business. */
  synchronized List<String> compare(List<Bill> bills) {
    List<String> faults = new ArrayList<>();
    Map<String, Integer> count = new TreeMap<>();
    for (Bill bill : bills) {
      count.merge(bill.session(), 1, Integer::sum);
      Long right = stayMillis.get(bill.session());
      if (unbilled.contains(bill.session())) {
        faults.add(bill.session() + " is billed and must not be");
      } else if (right != null && right != bill.stayMillis()) {
        faults.add(
            "%s is billed by %d ms, not %d".formatted(bill.session(), bill.stayMillis(), right));
      }
    }
    stayMillis.keySet().stream()
        .filter(session -> !count.containsKey(session))
        .forEach(session -> faults.add(session + " is not billed"));
    count.forEach(
        (session, times) -> {
          if (times > 1 && (stayMillis.containsKey(session) || unbilled.contains(session))) {
            faults.add(session + " is billed " + times + " times");
          }
        });
    return faults;
  }

  synchronized int size() {
    return stayMillis.size();
  }
}
