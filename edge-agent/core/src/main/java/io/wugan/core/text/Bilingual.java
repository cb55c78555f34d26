package io.wugan.core.text;

/**
 * The same words in both languages. Immutable.
 *
 * @param english one or more sentences
 * @param chinese the same in 简体中文
 */
public record Bilingual(String english, String chinese) {

  /** No words. */
  public static final Bilingual NONE = new Bilingual("", "");

  /** What is the same in both: a figure, a name. */
  public static Bilingual same(String text) {
    return new Bilingual(text, text);
  }

  /** The words in a language. */
  public String in(Language language) {
    return language == Language.ZH ? chinese : english;
  }

  /** These words, and others behind them. */
  public Bilingual then(Bilingual more) {
    return new Bilingual(english + more.english, chinese + more.chinese);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return english.isEmpty() && chinese.isEmpty();
  }
}
