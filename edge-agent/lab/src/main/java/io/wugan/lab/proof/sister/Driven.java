package io.wugan.lab.proof.sister;

import java.time.Duration;

/**
 * A stay as it was driven: the truth.
 *
 * @param plate of the vehicle
 * @param entered when it crossed at the entry
 * @param out where it left
 * @param left when it crossed there
 */
record Driven(String plate, Moment entered, Place out, Moment left) {

  Duration length() {
    return left.since(entered);
  }
}
