package io.wugan.agent.release;

import java.util.List;
import java.util.Optional;

/**
 * Which release runs, and how it came to that.
 *
 * @param current the one that is to run: a version, or {@link #PACKAGED}
 * @param previous the one before, to go back to
 * @param trial what is known of a trial; empty once the current one has proved itself
 * @param failed the last one that was taken back; empty if none was
 * @param reason why it was, for people; empty if none was
 */
record ReleaseState(
    String current, String previous, Optional<Trial> trial, String failed, String reason) {

  /** The program of the package. */
  static final String PACKAGED = "packaged";

  /** Before anything was installed. */
  static final ReleaseState NONE = new ReleaseState(PACKAGED, PACKAGED, Optional.empty(), "", "");

  /**
   * A trial.
   *
   * @param starts how often the program was started since it began
   * @param told whether the program before it has said what it saw
   * @param saw lanes whose cameras gave pictures before
   * @param connected whether the cloud was in reach before
   */
  record Trial(int starts, boolean told, List<String> saw, boolean connected) {

    static final Trial BEGUN = new Trial(0, false, List.of(), false);

    Trial {
      saw = List.copyOf(saw);
    }
  }

  ReleaseState trying(ReleaseVersion version) {
    return new ReleaseState(version.text(), current, Optional.of(Trial.BEGUN), failed, reason);
  }

  ReleaseState before(List<String> saw, boolean connected) {
    return new ReleaseState(
        current,
        previous,
        trial.map(begun -> new Trial(begun.starts(), true, saw, connected)),
        failed,
        reason);
  }

  ReleaseState kept() {
    return new ReleaseState(current, previous, Optional.empty(), "", "");
  }

  ReleaseState back(String why) {
    return new ReleaseState(
        /* current= */ previous,
        /* previous= */ PACKAGED,
        Optional.empty(),
        /* failed= */ current,
        why);
  }
}
