package io.wugan.agent.release;

import io.wugan.core.fault.Failpoints;

/** Places in an update at which a crash leaves things half done, in the order of its way. */
public enum UpdatePlace {
  /** Part of a bundle is downloaded. */
  DOWNLOADING,
  /** The bundle is whole; nothing of it is unpacked. */
  DOWNLOADED,
  /** A file of it is unpacked, others are not. */
  UNPACKING,
  /** All of it is unpacked, under a name that does not count. */
  UNPACKED,
  /** It has its name; nothing points to it. */
  NAMED,
  /** It is to run at the next start. */
  SWITCHED,
  /** What the program before it saw is written down. */
  TOLD,
  /** It runs, and is on trial. */
  TRYING,
  /** It has proved itself, and what it takes the place of is still there. */
  KEPT,
  /** It is taken back; the program before it is to run at the next start. */
  TAKEN_BACK;

  /** Tells that this place is passed. */
  void pass() {
    Failpoints.pass(this);
  }
}
