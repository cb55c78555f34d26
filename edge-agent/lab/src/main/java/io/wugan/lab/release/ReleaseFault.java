package io.wugan.lab.release;

import java.util.List;

/** What is wrong with a release. */
enum ReleaseFault {
  /** Nothing. */
  NONE(Ends.APPLIED, ""),
  /** It has no class to begin with: it ends at once. */
  NO_MAIN(Ends.REVERTED, ""),
  /** It ends each time it has reached the cloud. */
  ENDS_WHEN_CONNECTED(Ends.REVERTED, "-Dwugan.failpoint=UPLINK_CONNECTED:1:halt"),
  /** It ends with the first vehicle. */
  ENDS_WITH_A_VEHICLE(Ends.REVERTED, "-Dwugan.failpoint=LEDGER_COMMITTED:1:halt"),
  /** It has too little memory to start. */
  NO_MEMORY(Ends.REVERTED, "-Xms8m -Xmx8m"),
  /** It runs, and cannot reach the cloud. */
  CUT_OFF(Ends.REVERTED, "-DsocksProxyHost=127.0.0.1 -DsocksProxyPort=1 -DsocksNonProxyHosts="),
  /** Somebody else has signed it. */
  OTHER_SIGNATURE(Ends.FAILED, ""),
  /** One bit is another. */
  DAMAGED(Ends.FAILED, ""),
  /** Half of it is missing. */
  CUT_SHORT(Ends.FAILED, ""),
  /** It is for another processor. */
  OTHER_PLATFORM(Ends.FAILED, ""),
  /** It has another sum than was ordered. */
  OTHER_SUM(Ends.FAILED, "");

  /** How an update with it must end. */
  enum Ends {
    APPLIED,
    REVERTED,
    FAILED
  }

  private final Ends ends;
  private final String options;

  ReleaseFault(Ends ends, String options) {
    this.ends = ends;
    this.options = options;
  }

  Ends ends() {
    return ends;
  }

  /** Options of Java that make it so. */
  List<String> options() {
    return options.isEmpty() ? List.of() : List.of(options.split(" ", -1));
  }
}
