package io.wugan.agent.release;

import java.time.Duration;

/** When nobody drives by, so that a lane may be away for some seconds. Confined to one thread. */
final class QuietMoment {

  private final Duration quiet;
  private final Duration patience;
  private boolean waiting;
  private long passages;
  private long quietSinceNanos;
  private long waitingSinceNanos;

  /**
   * @param quiet nobody must have driven by for so long
   * @param patience after so long it counts as quiet all the same
   */
  QuietMoment(Duration quiet, Duration patience) {
    this.quiet = quiet;
    this.patience = patience;
  }

  /**
   * Whether it is now; waiting begins with the first call.
   *
   * @param passed how many vehicles have passed so far
   */
  boolean isHere(long passed, long nowNanos) {
    if (!waiting) {
      waiting = true;
      waitingSinceNanos = nowNanos;
    }
    if (passed != passages || waitingSinceNanos == nowNanos) {
      passages = passed;
      quietSinceNanos = nowNanos;
    }
    return nowNanos - quietSinceNanos >= quiet.toNanos()
        || nowNanos - waitingSinceNanos >= patience.toNanos();
  }
}
