package io.wugan.lab.simulate;

import org.jspecify.annotations.Nullable;

/** A simulation cannot go on. */
final class SimulationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SimulationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
