package io.wugan.lab.network;

/** Something was lost, doubled, or took longer than it may. */
final class FaultNotSurvivedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FaultNotSurvivedException(String message) {
    super(message);
  }
}
