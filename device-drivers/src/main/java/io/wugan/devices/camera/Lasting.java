package io.wugan.devices.camera;

/** Something counts once it has lasted, and is over once it has not been for a while. */
final class Lasting {

  private final long raiseMillis;
  private final long clearMillis;
  private boolean raised;
  private long turnedMillis;
  private boolean last;

  Lasting(long raiseMillis, long clearMillis) {
    this.raiseMillis = raiseMillis;
    this.clearMillis = clearMillis;
  }

  /**
   * @param now whether it is so at this moment
   * @param millis time for which pictures were looked at
   * @return whether it counts
   */
  boolean update(boolean now, long millis) {
    if (now != last) {
      last = now;
      turnedMillis = millis;
    }
    if (now != raised && millis - turnedMillis >= (now ? raiseMillis : clearMillis)) {
      raised = now;
    }
    return raised;
  }

  boolean isRaised() {
    return raised;
  }

  /** It is so, or not, from the beginning. */
  void start(boolean now, long millis) {
    raised = now;
    last = now;
    turnedMillis = millis;
  }

  void reset() {
    raised = false;
    last = false;
  }
}
