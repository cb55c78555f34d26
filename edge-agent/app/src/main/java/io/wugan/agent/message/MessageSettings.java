package io.wugan.agent.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a lane's display says. Immutable.
 *
 * @param texts lines for some occasions, top down; the others have their usual ones
 * @param masked whether a plate's last characters but one are hidden, {@code 浙A12**5}
 * @param bays how many bays the lot has; empty where nobody is told how many are free
 * @param counter whether the panel shows the number of free bays and nothing else
 * @param voice what is said, and when
 */
public record MessageSettings(
    Map<MessageKind, List<Template>> texts,
    boolean masked,
    OptionalInt bays,
    boolean counter,
    Voice voice) {

  /** The usual texts, plates in full, no voice. */
  public static final MessageSettings STANDARD =
      new MessageSettings(Map.of(), false, OptionalInt.empty(), false, Voice.SILENT);

  public MessageSettings {
    texts = Map.copyOf(texts);
  }

  /** Lines for an occasion, top down. */
  public List<Template> linesOf(MessageKind kind) {
    return texts.getOrDefault(kind, kind.usualLines());
  }

  /**
   * The voice.
   *
   * @param on whether anything is said
   * @param quiet when nothing is said all the same; in the board's time zone
   * @param texts words for some occasions; the others have their usual ones
   */
  public record Voice(boolean on, Optional<QuietHours> quiet, Map<MessageKind, Template> texts) {

    /** Nothing is ever said. */
    public static final Voice SILENT = new Voice(false, Optional.empty(), Map.of());

    public Voice {
      texts = Map.copyOf(texts);
    }

    /** Words for an occasion. */
    public Template of(MessageKind kind) {
      return texts.getOrDefault(kind, kind.usualVoice());
    }
  }
}
