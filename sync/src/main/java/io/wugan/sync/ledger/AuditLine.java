package io.wugan.sync.ledger;

import java.util.List;

/**
 * What one rule of the ledger came to. Immutable.
 *
 * @param rule {@code I1} to {@code I8}; several lines may belong to one
 * @param what the rule in words
 * @param verdict whether it holds
 * @param rows how many rows or files were looked at
 * @param faultCount how many break the rule
 * @param faults the first of them in words, without plates
 */
public record AuditLine(
    String rule, String what, Verdict verdict, long rows, long faultCount, List<String> faults) {

  /** As many faults as are told in words. */
  public static final int MOST_FAULTS = 20;

  /** Whether a rule holds. */
  public enum Verdict {
    HOLDS,
    BROKEN,
    /** This check could not say; {@link AuditLine#faults} gives the reason. */
    NOT_CHECKED
  }

  public AuditLine {
    faults = List.copyOf(faults);
  }

  static AuditLine notChecked(String rule, String what, String why) {
    return new AuditLine(rule, what, Verdict.NOT_CHECKED, 0, 0, List.of(why));
  }

  static AuditLine broken(String rule, String what, String fault) {
    return new AuditLine(rule, what, Verdict.BROKEN, 0, 1, List.of(fault));
  }
}
