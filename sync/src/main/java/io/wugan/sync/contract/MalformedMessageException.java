package io.wugan.sync.contract;

/** A message that is not what the contract says. It changes nothing. */
public final class MalformedMessageException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param problem what is wrong, without the content of the message
   */
  public MalformedMessageException(String problem) {
    super(problem);
  }

  /**
   * @param problem what is wrong, without the content of the message
   * @param cause what the parser said
   */
  public MalformedMessageException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
