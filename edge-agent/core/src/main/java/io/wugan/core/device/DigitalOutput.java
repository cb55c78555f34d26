package io.wugan.core.device;

import java.time.Duration;

/**
 * A relay: an illuminator, a lamp, a siren. Thread-safe, never blocks; takes effect within a tenth
 * of a second where its driver is in order. Off is its safe state, whatever that means for the
 * contact.
 */
public interface DigitalOutput {

  /** Name in the configuration. */
  String id();

  /**
   * On for so long from now; called again while it is on, for longer, up to the most that its
   * configuration allows at a stretch.
   *
   * @param lasts more than 0
   */
  void switchOn(Duration lasts);

  /** Off at once. */
  void switchOff();
}
