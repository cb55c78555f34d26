package io.wugan.devices.serial;

import java.time.Duration;
import java.util.Optional;

/**
 * Bytes to be sent, and what is to come back. Immutable; its bytes are copied in and out.
 *
 * <p>Thread-safe.
 */
public final class Request {

  private final byte[] bytes;
  private final Optional<AnswerCheck> check;
  private final Duration answerWithin;

  private Request(byte[] bytes, Optional<AnswerCheck> check, Duration answerWithin) {
    this.bytes = bytes.clone();
    this.check = check;
    this.answerWithin = answerWithin;
  }

  /**
   * One that is answered.
   *
   * @param bytes what is sent
   * @param check finds the answer
   * @param within how long after the last byte the answer may begin and end
   */
  public static Request answered(byte[] bytes, AnswerCheck check, Duration within) {
    return new Request(bytes, Optional.of(check), within);
  }

  /** One that nobody answers: sent is all that is known of it. */
  public static Request unanswered(byte[] bytes) {
    return new Request(bytes, Optional.empty(), Duration.ZERO);
  }

  /** What is sent. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many bytes are sent. */
  public int length() {
    return bytes.length;
  }

  /** Finds the answer; empty where none comes. */
  public Optional<AnswerCheck> check() {
    return check;
  }

  /** How long the answer may take after the last byte of the request. */
  public Duration answerWithin() {
    return answerWithin;
  }
}
