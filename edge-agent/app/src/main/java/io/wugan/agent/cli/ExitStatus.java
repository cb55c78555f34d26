package io.wugan.agent.cli;

/** What a command's exit status means. */
public final class ExitStatus {

  /** Done. */
  public static final int DONE = 0;

  /** Failed; standard error says why. */
  public static final int FAILED = 1;

  /** Called in a wrong way; standard error says how. */
  public static final int WRONG_USE = 2;

  /** A check ran to its end and found a fault. */
  public static final int FAULT_FOUND = 3;

  /** Stopped in good order, to be started again (EX_TEMPFAIL of sysexits.h). */
  public static final int RESTART_ADVISED = 75;

  private ExitStatus() {}
}
