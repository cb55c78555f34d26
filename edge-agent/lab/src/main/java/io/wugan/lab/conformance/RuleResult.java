package io.wugan.lab.conformance;

/**
 * What one rule found. Immutable.
 *
 * @param rule its name
 * @param sent what was sent
 * @param expected what a consumer has to do
 * @param came what it did
 * @param pass whether that is the same
 */
public record RuleResult(String rule, String sent, String expected, String came, boolean pass) {

  /** One line for people. */
  @Override
  public String toString() {
    return "%s  %-22s sent: %s; expected: %s; came: %s"
        .formatted(pass ? "PASS" : "FAIL", rule, sent, expected, came);
  }
}
