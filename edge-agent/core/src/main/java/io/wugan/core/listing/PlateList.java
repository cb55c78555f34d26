package io.wugan.core.listing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The lot's list, replaced as a whole. At any time a plate is on it at most once, so that a vehicle
 * has one class.
 *
 * @param revision from 1; only a higher one takes the place of what is held
 * @param plates at most {@value #MOST}, in any order
 */
public record PlateList(long revision, List<ListedPlate> plates) {

  /** As many plates as a list may hold. */
  public static final int MOST = 50_000;

  /**
   * @throws IllegalArgumentException if the revision is none, there are too many plates, or one is
   *     listed twice at the same time
   */
  public PlateList {
    plates = List.copyOf(plates);
    if (revision < 1) {
      throw new IllegalArgumentException("the list's revision must be 1 or more, not " + revision);
    }
    if (plates.size() > MOST) {
      throw new IllegalArgumentException(
          "a list holds at most " + MOST + " plates, not " + plates.size());
    }
    List<Overlap> overlaps = listOverlaps(plates);
    if (!overlaps.isEmpty()) {
      Overlap first = overlaps.get(0);
      throw new IllegalArgumentException(
          "plate %s is listed twice at the same time, as number %d and number %d of the list"
              .formatted(plates.get(first.one()).plate(), first.one() + 1, first.other() + 1));
    }
  }

  /**
   * Two of a list that are the same plate at the same time.
   *
   * @param one place in the list, from 0
   * @param other a later place
   */
  public record Overlap(int one, int other) {}

  /** Plates that are listed twice at the same time, in the order of the later one. */
  public static List<Overlap> listOverlaps(List<ListedPlate> plates) {
    List<Integer> order =
        IntStream.range(0, plates.size())
            .boxed()
            .sorted(
                Comparator.comparing((Integer i) -> plates.get(i).plate().text())
                    .thenComparing(i -> plates.get(i).begin()))
            .toList();
    List<Overlap> found = new ArrayList<>();
    int reaching = -1; // of the present plate, the one that ends last so far
    for (int place : order) {
      ListedPlate next = plates.get(place);
      boolean same = reaching >= 0 && plates.get(reaching).plate().equals(next.plate());
      if (same && next.begin().isBefore(plates.get(reaching).end())) {
        found.add(new Overlap(Math.min(reaching, place), Math.max(reaching, place)));
      }
      if (!same || next.end().isAfter(plates.get(reaching).end())) {
        reaching = place;
      }
    }
    found.sort(Comparator.comparingInt(Overlap::other));
    return found;
  }

  /** Without plates. */
  @Override
  public String toString() {
    return "PlateList[revision " + revision + ", " + plates.size() + " plates]";
  }
}
