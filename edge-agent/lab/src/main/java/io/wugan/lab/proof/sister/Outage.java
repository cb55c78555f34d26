package io.wugan.lab.proof.sister;

import java.time.Duration;

/**
 * A time without the keeper.
 *
 * @param from when it went
 * @param until when it came back: its cable was plugged in, its program was started
 * @param settled when no gate had a passage left that waited
 * @param cut whether the keeper went on, without its cable; otherwise it was killed
 */
record Outage(Moment from, Moment until, Moment settled, boolean cut) {

  Duration lasted() {
    return until.since(from);
  }
}
