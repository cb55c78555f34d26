package io.wugan.devices.camera;

import java.time.Duration;

/** Decides when a picture of a recording is given. Confined to the source's thread. */
interface Pacer {

  /** Whether a newer picture is due already, so that this one is left out. */
  boolean isLate(Duration presentation, Duration period);

  /**
   * Waits until a picture is due.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void await(Duration presentation) throws InterruptedException;

  /** The pacer of {@code pace}. */
  static Pacer of(Pace pace) {
    return pace == Pace.REALTIME ? new RealtimePacer(RealtimePacer.SYSTEM) : new Unpaced();
  }

  /** Never waits, leaves nothing out. */
  final class Unpaced implements Pacer {
    @Override
    public boolean isLate(Duration presentation, Duration period) {
      return false;
    }

    @Override
    public void await(Duration presentation) {
      // Every picture is due at once.
    }
  }
}
