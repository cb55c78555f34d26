package io.wugan.lab.billing;

/**
 * Why an event is refused. The edge keeps it and does not send it again by itself. Immutable.
 *
 * @param code for programs
 * @param msg for people, without plates
 */
record Nack(Code code, String msg) {

  /** For programs; the contract also knows TOO_OLD and RETRY, which this back end never needs. */
  enum Code {
    INVALID,
    UNSUPPORTED
  }

  static Nack invalid(String msg) {
    return new Nack(Code.INVALID, msg);
  }
}
