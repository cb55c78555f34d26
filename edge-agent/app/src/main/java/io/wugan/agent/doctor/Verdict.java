package io.wugan.agent.doctor;

import io.wugan.core.text.Bilingual;

/** What a check came to. */
public enum Verdict {
  /** Within its limit. */
  OK("ok", "正常"),
  /** The board runs, with less in hand than there should be. */
  WARNING("warning", "注意"),
  /** To be put right before the lane is signed off. */
  FAULT("FAULT", "故障"),
  /** There is nothing of the kind here, so it says nothing either way. */
  ABSENT("not there", "未配置"),
  /** It could not be tested, and why is told. */
  UNTESTED("untested", "未检测");

  @SuppressWarnings("ImmutableEnumChecker") // a record of two texts
  private final Bilingual word;

  Verdict(String english, String chinese) {
    word = new Bilingual(english, chinese);
  }

  /** For people. */
  public Bilingual word() {
    return word;
  }
}
