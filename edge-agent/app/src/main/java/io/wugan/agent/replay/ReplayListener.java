package io.wugan.agent.replay;

import io.wugan.core.ledger.Commit;
import java.time.Duration;

/** Told what a replay does, on the replay's thread. */
public interface ReplayListener {

  /** A passage is captured, with its records. */
  void captured(Commit commit);

  /**
   * A frame has gone through.
   *
   * @param input the video
   * @param position time since the video's beginning
   * @param frames frames of this video so far
   */
  default void progress(ReplayInput input, Duration position, long frames) {}
}
