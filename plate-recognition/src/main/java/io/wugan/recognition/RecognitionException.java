package io.wugan.recognition;

/** Recognition cannot work as it is set up: a model or a native library is missing or wrong. */
public final class RecognitionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param problem which file, what is wrong with it, and what is allowed
   */
  public RecognitionException(String problem) {
    super(problem);
  }

  /**
   * @param problem which file, what is wrong with it, and what is allowed
   * @param cause what the library said
   */
  public RecognitionException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
