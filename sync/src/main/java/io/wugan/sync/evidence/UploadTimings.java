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
 * @param awaited a picture that was never here is waited for so long from when it was taken: at the
 *     keeper of a lot, to which gates give theirs; zero elsewhere
 */
public record UploadTimings(
    Duration gather,
    Duration unheard,
    Duration pauseLeast,
    Duration pauseMost,
    Duration alarmAfter,
    Duration lookAgain,
    Duration awaited) {

  /** What boards use. */
  public static final UploadTimings DEFAULT =
      new UploadTimings(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofSeconds(2),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofMinutes(1),
          Duration.ZERO);

  /** Those of the keeper of a lot. */
  public static final UploadTimings OF_A_KEEPER =
      new UploadTimings(
          DEFAULT.gather,
          DEFAULT.unheard,
          DEFAULT.pauseLeast,
          DEFAULT.pauseMost,
          DEFAULT.alarmAfter,
          DEFAULT.lookAgain,
          Duration.ofDays(7));
}
