package io.wugan.agent.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far the confidence of reads can be believed. Only reads that a lane would take for a plate
 * count; confidence is that of the weakest character.
 *
 * @param bins ten, of equal width, from 0 to 1
 * @param expectedError mean distance of confidence and share of right reads over the bins, weighted
 *     by their reads (expected calibration error), 0 to 1
 * @param cautious the lowest threshold at which at most {@link #TOLERATED_WRONG} of the accepted
 *     reads are wrong; empty where none does that
 */
public record Calibration(List<Bin> bins, double expectedError, Optional<Acceptance> cautious) {

  /** Share of wrong reads among accepted ones that the cautious threshold tolerates. */
  public static final double TOLERATED_WRONG = 0.005;

  private static final int BINS = 10;

  /**
   * Reads of like confidence.
   *
   * @param from least confidence
   * @param to confidence that belongs to the next bin, except 1
   * @param reads how many
   * @param right how many were right
   * @param meanConfidence 0 without reads
   */
  public record Bin(double from, double to, int reads, int right, double meanConfidence) {

    /** Share of right reads, 0 without reads. */
    public double shareRight() {
      return reads == 0 ? 0 : (double) right / reads;
    }
  }

  private record Sample(double confidence, boolean right) {}

  public Calibration {
    bins = List.copyOf(bins);
  }

  /** Measures outcomes. */
  public static Calibration of(List<Outcome> outcomes) {
    List<Sample> samples = new ArrayList<>();
    for (Outcome one : outcomes) {
      one.read()
          .filter(Acceptance::isPlate)
          .ifPresent(read -> samples.add(new Sample(read.confidence(), one.right())));
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      bins.add(bin(samples, i));
    }
    double error =
        bins.stream()
            .mapToDouble(bin -> bin.reads() * Math.abs(bin.meanConfidence() - bin.shareRight()))
            .sum();
    return new Calibration(
        bins,
        samples.isEmpty() ? 0 : error / samples.size(),
        cautiousThreshold(samples).map(threshold -> Acceptance.of(outcomes, threshold)));
  }

  private static Bin bin(List<Sample> samples, int number) {
    List<Sample> within =
        samples.stream()
            .filter(one -> Math.min(BINS - 1, (int) (one.confidence() * BINS)) == number)
            .toList();
    return new Bin(
        (double) number / BINS,
        (number + 1.0) / BINS,
        within.size(),
        (int) within.stream().filter(Sample::right).count(),
        within.stream().mapToDouble(Sample::confidence).average().orElse(0));
  }

  // From the surest read down: every confidence that occurs is a threshold to try.
  private static Optional<Double> cautiousThreshold(List<Sample> samples) {
    List<Sample> sorted =
        samples.stream().sorted(Comparator.comparingDouble(Sample::confidence).reversed()).toList();
    Optional<Double> lowest = Optional.empty();
    int wrong = 0;
    for (int i = 0; i < sorted.size(); i++) {
      double confidence = sorted.get(i).confidence();
      wrong += sorted.get(i).right() ? 0 : 1;
      boolean lastOfItsKind = i + 1 == sorted.size() || sorted.get(i + 1).confidence() < confidence;
      if (lastOfItsKind && wrong <= TOLERATED_WRONG * (i + 1)) {
        lowest = Optional.of(confidence);
      }
    }
    return lowest;
  }
}
