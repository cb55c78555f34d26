package io.wugan.sync.ledger;

import java.util.ArrayList;
import java.util.List;

/** Counts what a check looks at and what it finds. Confined to one thread. */
final class AuditCounter {

  private final List<String> faults = new ArrayList<>();
  private long rows;
  private long faultCount;

  void row() {
    rows++;
  }

  void rows(long more) {
    rows += more;
  }

  void fault(String text) {
    faultCount++;
    if (faults.size() < AuditLine.MOST_FAULTS) {
      faults.add(text);
    }
  }

  AuditLine line(String rule, String what) {
    AuditLine.Verdict verdict =
        faultCount == 0 ? AuditLine.Verdict.HOLDS : AuditLine.Verdict.BROKEN;
    return new AuditLine(rule, what, verdict, rows, faultCount, faults);
  }
}
