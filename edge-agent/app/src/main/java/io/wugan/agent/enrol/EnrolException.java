package io.wugan.agent.enrol;

import io.wugan.core.text.Bilingual;
import org.jspecify.annotations.Nullable;

/** Why a board has no new certificate, for the person who installs it. */
public final class EnrolException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean later;

  private EnrolException(Bilingual why, boolean later, @Nullable Throwable cause) {
    super(why.english() + "  " + why.chinese(), cause);
    this.later = later;
  }

  /**
   * It may come right by itself: the server is away, the clock is not set, the cloud asks to wait.
   */
  static EnrolException later(Bilingual why) {
    return new EnrolException(why, true, null);
  }

  /** The same, with what it comes from. */
  static EnrolException later(Bilingual why, Throwable cause) {
    return new EnrolException(why, true, cause);
  }

  /** A person has to do something. */
  static EnrolException refused(Bilingual why) {
    return new EnrolException(why, false, null);
  }

  /** The same, with what it comes from. */
  static EnrolException refused(Bilingual why, Throwable cause) {
    return new EnrolException(why, false, cause);
  }

  /** Whether to try again without anybody doing anything. */
  public boolean isLater() {
    return later;
  }
}
