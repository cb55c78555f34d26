package io.wugan.lab.conformance;

/**
 * One rule. Immutable.
 *
 * @param name its name, also that of its board
 * @param sent what it sends
 * @param expected what it expects
 * @param trial what it does
 */
record Rule(String name, String sent, String expected, Trial trial) {

  /** Sends and waits, on a thread of its own. */
  @FunctionalInterface
  interface Trial {
    Outcome on(Probe probe) throws InterruptedException;
  }

  /** What came of it. */
  record Outcome(String came, boolean pass) {
    static Outcome of(Probe probe, boolean pass) {
      return new Outcome(probe.summary(), pass);
    }
  }

  RuleResult result(Outcome outcome) {
    return new RuleResult(name, sent, expected, outcome.came(), outcome.pass());
  }
}
