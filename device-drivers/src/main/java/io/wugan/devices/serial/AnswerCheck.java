package io.wugan.devices.serial;

/** Finds an answer in what was received. Stateless. */
@FunctionalInterface
public interface AnswerCheck {

  /**
   * Looks at everything received since the request was sent: perhaps noise, an echo of the request,
   * half a frame, or an answer behind any of them.
   *
   * @param received the bytes, not to be changed; only the first {@code length} count
   * @param length how many there are, 0 or more
   */
  Verdict look(byte[] received, int length);

  /**
   * What was found.
   *
   * @param answered whether the answer is whole and right
   * @param what what was received, in words, for a person; without the texts that were shown
   */
  record Verdict(boolean answered, String what) {

    /** A right answer. */
    public static Verdict answer(String what) {
      return new Verdict(true, what);
    }

    /** No right answer so far. */
    public static Verdict none(String what) {
      return new Verdict(false, what);
    }
  }
}
