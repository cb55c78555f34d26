package io.wugan.lab.proof.crash;

/** One of the three processes. Used by one thread. */
interface Party {

  /** For people. */
  String name();

  /** Starts it, if it does not run. */
  void start();

  /** SIGKILL; returns when it is gone. Idempotent. */
  void kill();

  boolean isAlive();
}
