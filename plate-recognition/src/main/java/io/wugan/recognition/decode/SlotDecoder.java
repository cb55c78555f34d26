package io.wugan.recognition.decode;

import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.PlateGrammar;
import io.wugan.core.plate.PlateNormalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Turns the reader's slots into a text. The most probable character of every slot is taken; only
 * where that gives no plate, the most probable combination of plausible runners-up is looked for
 * that does (probability × regularity after GA 36-2018). Confidences stay those of the characters
 * that were chosen, so that a text put right by the grammar is never surer than the network was.
 *
 * <p>Immutable.
 */
public final class SlotDecoder {

  private static final int CHOICES_PER_SLOT = 4;
  private static final int COMBINATIONS = 200;
  // A runner-up less probable than this is noise, not a reading.
  private static final double PLAUSIBLE_CHOICE = 0.02;
  // How much less probable than the network's own text a text put right may be.
  private static final double PLAUSIBLE_TEXT = 0.01;

  private final List<String> alphabet;
  private final Optional<ProvincePrior> prior;
  private final GlyphTwins twins;

  /**
   * @param alphabet the reader's classes; the first is "no character here", every other one
   *     character
   * @param prior taken into the first slot's probabilities before anything else
   */
  public SlotDecoder(List<String> alphabet, Optional<ProvincePrior> prior) {
    this.alphabet = List.copyOf(alphabet);
    this.prior = prior;
    this.twins = new GlyphTwins(alphabet);
  }

  /**
   * Reads the slots from left to right.
   *
   * @param probabilities {@code slots × classes}, each slot's sum 1
   * @throws IllegalArgumentException if their number is no multiple of the alphabet's size
   */
  public SlotRead decode(float[] probabilities) {
    int classes = alphabet.size();
    if (probabilities.length == 0 || probabilities.length % classes != 0) {
      throw new IllegalArgumentException(
          probabilities.length + " probabilities for slots of " + classes + " classes");
    }
    float[] glyphs = twins.merge(probabilities);
    return read(prior.map(each -> each.apply(glyphs, alphabet)).orElse(glyphs));
  }

  private SlotRead read(float[] probabilities) {
    int classes = alphabet.size();
    List<int[]> choices = new ArrayList<>();
    for (int from = 0; from < probabilities.length; from += classes) {
      choices.add(choices(probabilities, from));
    }
    int[] best = new int[choices.size()];
    if (PlateGrammar.plausibility(text(choices, best)) == 0) {
      best = mostPlausible(probabilities, choices);
    }
    return new SlotRead(text(choices, best), chars(probabilities, choices, best));
  }

  // The classes worth considering of the slot that begins at `from`, the most probable first.
  private int[] choices(float[] probabilities, int from) {
    int[] sorted =
        IntStream.range(0, alphabet.size())
            .boxed()
            .sorted(Comparator.comparingDouble(c -> -probabilities[from + c]))
            .limit(CHOICES_PER_SLOT)
            .mapToInt(Integer::intValue)
            .toArray();
    int plausible = 1;
    while (plausible < sorted.length
        && probabilities[from + sorted[plausible]] >= PLAUSIBLE_CHOICE) {
      plausible++;
    }
    return Arrays.copyOf(sorted, plausible);
  }

  // Goes through the combinations in falling order of probability, so that it may stop early.
  private int[] mostPlausible(float[] probabilities, List<int[]> choices) {
    Combination greedy = combination(probabilities, choices, new int[choices.size()]);
    Combination best = greedy;
    double bestScore = 0;
    PriorityQueue<Combination> open = new PriorityQueue<>();
    Set<List<Integer>> seen = new HashSet<>();
    open.add(greedy);
    for (int tried = 0; tried < COMBINATIONS && !open.isEmpty(); tried++) {
      Combination next = open.remove();
      double limit = Math.max(bestScore, greedy.probability * PLAUSIBLE_TEXT);
      if (next.probability < limit) {
        break;
      }
      double score = next.probability * PlateGrammar.plausibility(text(choices, next.picks));
      if (score > bestScore) {
        best = next;
        bestScore = score;
      }
      for (int slot = 0; slot < choices.size(); slot++) {
        if (next.picks[slot] + 1 < choices.get(slot).length) {
          int[] worse = next.picks.clone();
          worse[slot]++;
          if (seen.add(Arrays.stream(worse).boxed().toList())) {
            open.add(combination(probabilities, choices, worse));
          }
        }
      }
    }
    return best.picks;
  }

  private Combination combination(float[] probabilities, List<int[]> choices, int[] picks) {
    double product = 1;
    for (int slot = 0; slot < picks.length; slot++) {
      product *= probabilities[slot * alphabet.size() + choices.get(slot)[picks[slot]]];
    }
    return new Combination(picks, product);
  }

  private String text(List<int[]> choices, int[] picks) {
    StringBuilder text = new StringBuilder();
    for (int slot = 0; slot < picks.length; slot++) {
      text.append(alphabet.get(choices.get(slot)[picks[slot]]));
    }
    return PlateNormalizer.normalize(text.toString());
  }

  private List<CharRead> chars(float[] probabilities, List<int[]> choices, int[] picks) {
    List<CharRead> chars = new ArrayList<>();
    for (int slot = 0; slot < picks.length; slot++) {
      int chosen = choices.get(slot)[picks[slot]];
      if (chosen != 0) {
        int from = slot * alphabet.size();
        int runnerUp = runnerUp(probabilities, from, chosen);
        chars.add(
            new CharRead(
                alphabet.get(chosen).charAt(0),
                probability(probabilities[from + chosen]),
                alphabet.get(runnerUp).charAt(0),
                probability(probabilities[from + runnerUp])));
      }
    }
    return chars;
  }

  // The best other glyph; "no character" is none.
  private int runnerUp(float[] probabilities, int from, int chosen) {
    return IntStream.range(1, alphabet.size())
        .filter(c -> !twins.same(c, chosen))
        .boxed()
        .max(Comparator.comparingDouble(c -> probabilities[from + c]))
        .orElse(chosen);
  }

  // A softmax may exceed 1 by a rounding error.
  private static double probability(float value) {
    return Math.min(1, Math.max(0, value));
  }

  /** One choice for every slot. */
  private static final class Combination implements Comparable<Combination> {
    private final int[] picks;
    private final double probability;

    Combination(int[] picks, double probability) {
      this.picks = picks;
      this.probability = probability;
    }

    @Override
    public int compareTo(Combination other) {
      return Double.compare(other.probability, probability);
    }
  }
}
