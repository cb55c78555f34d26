package io.wugan.lab.billing;

/** An event breaks the contract; the message says how, without quoting a plate. */
final class InvalidEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidEventException(String message) {
    super(message);
  }
}
