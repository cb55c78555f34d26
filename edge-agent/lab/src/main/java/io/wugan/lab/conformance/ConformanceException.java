package io.wugan.lab.conformance;

import org.jspecify.annotations.Nullable;

/** The run cannot go on; nothing is said about the consumer. */
public final class ConformanceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConformanceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
