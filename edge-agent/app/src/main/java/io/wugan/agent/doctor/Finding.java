package io.wugan.agent.doctor;

import io.wugan.core.text.Bilingual;

/**
 * One figure of a check.
 *
 * @param check id of the check, such as {@code clock}
 * @param place lane or device it belongs to; empty for the board
 * @param verdict what it came to
 * @param what what was looked at
 * @param figure what was found, with its unit
 * @param limit what is wanted; no words where nothing is
 * @param remedy what to do; no words where all is well
 */
public record Finding(
    String check,
    String place,
    Verdict verdict,
    Bilingual what,
    Bilingual figure,
    Bilingual limit,
    Bilingual remedy) {

  /** What was looked at, before its figure is known; a step to a finding. */
  static Subject of(String check, String place, String english, String chinese) {
    return new Subject(check, place, new Bilingual(english, chinese), Bilingual.NONE);
  }

  /**
   * What is looked at, and what is wanted of it.
   *
   * @param limit what is wanted
   */
  record Subject(String check, String place, Bilingual what, Bilingual limit) {

    Subject wanted(String english, String chinese) {
      return new Subject(check, place, what, new Bilingual(english, chinese));
    }

    Finding ok(Bilingual figure) {
      return finding(Verdict.OK, figure, Bilingual.NONE);
    }

    Finding ok(String figure) {
      return ok(Bilingual.same(figure));
    }

    Finding fault(Bilingual figure, Bilingual remedy) {
      return finding(Verdict.FAULT, figure, remedy);
    }

    Finding warning(Bilingual figure, Bilingual remedy) {
      return finding(Verdict.WARNING, figure, remedy);
    }

    Finding absent(String english, String chinese) {
      return finding(Verdict.ABSENT, new Bilingual(english, chinese), Bilingual.NONE);
    }

    Finding untested(String english, String chinese) {
      return finding(Verdict.UNTESTED, new Bilingual(english, chinese), Bilingual.NONE);
    }

    /** Green, amber or red by two limits; more is worse. */
    Finding atMost(double value, double good, double bearable, String figure, Bilingual remedy) {
      if (value <= good) {
        return ok(figure);
      }
      Bilingual told = Bilingual.same(figure);
      return value <= bearable ? warning(told, remedy) : fault(told, remedy);
    }

    /** The same, where less is worse. */
    Finding atLeast(double value, double good, double bearable, String figure, Bilingual remedy) {
      return atMost(-value, -good, -bearable, figure, remedy);
    }

    Finding finding(Verdict verdict, Bilingual figure, Bilingual remedy) {
      return new Finding(check, place, verdict, what, figure, limit, remedy);
    }
  }
}
