package io.wugan.agent.cli;

/** The numbers are meant as another sequence counts them. */
final class EpochException extends RuntimeException {

  private static final long serialVersionUID = 1;

  EpochException(String message) {
    super(message);
  }
}
