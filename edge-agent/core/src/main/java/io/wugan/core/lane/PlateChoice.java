package io.wugan.core.lane;

import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateCategory;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.Quad;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The one plate that represents all reads of a vehicle: a member that was really seen, never one
 * put together from several.
 *
 * @param number the plate, empty where no read is accepted by the grammar
 * @param rawText text of the chosen read
 * @param category category of the chosen read
 * @param color colour, by majority of the reads
 * @param colorSource where the colour comes from
 * @param confidence confidence of the weakest character of the chosen read, 0 to 1
 * @param chars characters of the chosen read
 * @param margin how far it leads the runner-up: 0 level, 1 unchallenged. It predicts errors better
 *     than the confidence does
 * @param candidates all texts, best first, the chosen one included; at most {@link #MAX_CANDIDATES}
 * @param quad corners of the chosen read in its frame
 */
public record PlateChoice(
    Optional<PlateNumber> number,
    String rawText,
    PlateCategory category,
    PlateColor color,
    ColorSource colorSource,
    double confidence,
    List<CharRead> chars,
    double margin,
    List<Candidate> candidates,
    Quad quad) {

  /** As many texts as a person would compare. */
  public static final int MAX_CANDIDATES = 5;

  /** Any character, in a text of {@link #alternatives()}. */
  public static final char ANY = '?';

  // Of the wrong characters of accepted reads two thirds are below it, of right plates one in
  // twenty has any such character (validation pictures and shrunk sets, see the recognition guide).
  private static final double DOUBTFUL = 0.8;
  private static final int MAX_DOUBTFUL = 2;
  private static final double ALSO_READ_SHARE = 0.1;
  private static final int MAX_ALTERNATIVES = 8;

  /**
   * A text that was read.
   *
   * @param text normalised text
   * @param score share of all the reads' weight, 0 to 1
   */
  public record Candidate(String text, double score) {

    @Override
    public String toString() {
      return PlateNumber.mask(text) + "=" + score;
    }
  }

  public PlateChoice {
    chars = List.copyOf(chars);
    candidates = List.copyOf(candidates);
  }

  /**
   * Other texts that it may be: those of at least {@value #ALSO_READ_SHARE} of all reads, and those
   * with one character's second choice of at least that probability. A character read with less
   * than {@value #DOUBTFUL} stands as {@value #ANY}, for any other, where no more than {@value
   * #MAX_DOUBTFUL} are so doubtful. Without repetition, at most {@value #MAX_ALTERNATIVES}.
   */
  public List<String> alternatives() {
    Set<String> texts = new LinkedHashSet<>(doubtful());
    candidates.stream()
        .filter(candidate -> candidate.score() >= ALSO_READ_SHARE)
        .forEach(candidate -> texts.add(candidate.text()));
    texts.addAll(secondChoices(read -> read.runnerUpConfidence() >= ALSO_READ_SHARE));
    texts.remove(rawText);
    return texts.stream().limit(MAX_ALTERNATIVES).toList();
  }

  /**
   * The chosen text with one character's second choice each, where {@code credible}; none where
   * normalising changed the number of characters.
   */
  public List<String> secondChoices(Predicate<CharRead> credible) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; chars.size() == rawText.length() && i < chars.size(); i++) {
      CharRead read = chars.get(i);
      if (credible.test(read)) {
        texts.add(rawText.substring(0, i) + read.runnerUp() + rawText.substring(i + 1));
      }
    }
    return texts;
  }

  private List<String> doubtful() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; chars.size() == rawText.length() && i < chars.size(); i++) {
      if (chars.get(i).confidence() < DOUBTFUL) {
        texts.add(rawText.substring(0, i) + ANY + rawText.substring(i + 1));
      }
    }
    return texts.size() <= MAX_DOUBTFUL ? texts : List.of();
  }

  /** Whether {@code text} is one of {@code alternatives}. */
  public static boolean mayBe(List<String> alternatives, String text) {
    return alternatives.stream().anyMatch(alternative -> fits(alternative, text));
  }

  private static boolean fits(String alternative, String text) {
    if (alternative.length() != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = alternative.charAt(i);
      if (c != ANY && c != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The second best text, if there is one. */
  public Optional<Candidate> runnerUp() {
    return candidates.size() > 1 ? Optional.of(candidates.get(1)) : Optional.empty();
  }

  @Override
  public String toString() {
    return "PlateChoice[" + PlateNumber.mask(rawText) + " " + category + " " + confidence + "]";
  }
}
