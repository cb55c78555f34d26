package io.wugan.lab.broker;

/** A broker did not do as it was told; the message says what to do about it where that is known. */
public final class BrokerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokerException(String message) {
    super(message);
  }

  BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
