package io.wugan.agent.runtime;

/**
 * The process should be started again: something has used up what only a new process gives back.
 * Nothing is lost, as what is captured lies in the ledger.
 */
public final class RestartAdvisedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is used up
   */
  public RestartAdvisedException(String reason) {
    super(reason + "; the service manager should start the agent again");
  }
}
