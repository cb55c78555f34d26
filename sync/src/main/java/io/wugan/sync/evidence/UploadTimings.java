package io.wugan.sync.evidence;

import java.time.Duration;

/**
 * How long uploads wait for what.
 *
 * @param gather records and states are taken together for so long
 * @param unheard a manifest that no broker took within this is said again
 * @param pauseLeast shortest wait after a failure
 * @param pauseMost longest wait after a failure
 * @param alarmAfter when nothing was taken for so long, people are told
 * @param lookAgain between two looks for what a person is to look at by now
 */
public record UploadTimings(
    Duration gather,
    Duration unheard,
    Duration pauseLeast,
    Duration pauseMost,
    Duration alarmAfter,
    Duration lookAgain) {

  /** What boards use. */
  public static final UploadTimings DEFAULT =
      new UploadTimings(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofSeconds(2),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofMinutes(1));
}
