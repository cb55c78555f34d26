package io.wugan.agent.replay;

import io.wugan.core.ledger.Commit;
import java.time.Duration;
import java.util.Optional;

/** Told what a replay does, on the replay's thread. */
public interface ReplayListener {

  /**
   * A passage is captured, with its records.
   *
   * @param commit what was captured
   * @param delay from the vehicle's crossing until then, in time of the video; empty where the
   *     replay does not keep a pace
   */
  void captured(Commit commit, Optional<Duration> delay);

  /**
   * A frame has gone through.
   *
   * @param input the video
   * @param position time since the video's beginning
   * @param frames frames of this video so far
   */
  default void progress(ReplayInput input, Duration position, long frames) {}
}
