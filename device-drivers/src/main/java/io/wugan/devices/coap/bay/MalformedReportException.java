package io.wugan.devices.coap.bay;

/** A report that cannot be read; its message says what is wrong and what is allowed. */
final class MalformedReportException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedReportException(String message) {
    super(message);
  }
}
