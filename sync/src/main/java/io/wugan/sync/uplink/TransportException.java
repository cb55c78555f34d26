package io.wugan.sync.uplink;

/** The broker cannot be reached or does not take a message. Always worth another try. */
public class TransportException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param problem what failed, fit for a log
   */
  public TransportException(String problem) {
    super(problem);
  }

  /**
   * @param problem what failed, fit for a log
   * @param cause what the client or the network said
   */
  public TransportException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
