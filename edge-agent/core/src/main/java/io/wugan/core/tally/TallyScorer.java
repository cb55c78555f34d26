package io.wugan.core.tally;

import io.wugan.core.lane.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Scores a tally. Stateless. */
public final class TallyScorer {

  private TallyScorer() {}

  /**
   * The score.
   *
   * @param taps what people saw
   * @param seen what the board recorded meanwhile, of the same lanes
   */
  public static TallyScore score(List<TallyTap> taps, List<TallySeen> seen) {
    List<TallyPair> pairs = new ArrayList<>();
    Set<String> lanes = new TreeSet<>();
    taps.forEach(tap -> lanes.add(tap.lane()));
    for (String lane : lanes) {
      pairs.addAll(
          TallyMatcher.match(
              taps.stream().filter(tap -> tap.lane().equals(lane)).toList(),
              seen.stream().filter(each -> each.lane().equals(lane)).toList()));
    }
    pairs.sort(Comparator.comparing(pair -> pair.tap().at()));
    Set<TallyTap> recorded = pairs.stream().map(TallyPair::tap).collect(Collectors.toSet());
    Set<TallySeen> tapped =
        new HashSet<>(pairs.stream().map(TallyPair::seen).collect(Collectors.toSet()));
    List<TallyPair> typed = pairs.stream().filter(pair -> pair.tap().plate().isPresent()).toList();
    List<TallyPair> left =
        pairs.stream().filter(pair -> pair.seen().direction() == Direction.EXIT).toList();
    return new TallyScore(
        new Proportion(pairs.size(), taps.size()),
        new Proportion(
            count(typed, pair -> pair.tap().plate().equals(pair.seen().plate())), typed.size()),
        count(typed, pair -> pair.seen().plate().isEmpty()),
        new Proportion(
            count(pairs, pair -> pair.tap().direction() == pair.seen().direction()), pairs.size()),
        new Proportion(count(left, pair -> pair.seen().orphan()), left.size()),
        seen.stream().filter(each -> !tapped.contains(each)).toList(),
        taps.stream().filter(tap -> !recorded.contains(tap)).toList(),
        confusions(typed),
        pairs);
  }

  private static int count(List<TallyPair> pairs, Predicate<TallyPair> condition) {
    return (int) pairs.stream().filter(condition).count();
  }

  private static List<Confusion> confusions(List<TallyPair> typed) {
    Map<String, Integer> times = new TreeMap<>();
    for (TallyPair pair : typed) {
      String was = pair.tap().plate().orElse("");
      String read = pair.seen().plate().orElse("");
      // Texts of other lengths do not tell which character was read as which.
      for (int i = 0; i < was.length() && was.length() == read.length(); i++) {
        if (was.charAt(i) != read.charAt(i)) {
          times.merge("" + was.charAt(i) + read.charAt(i), 1, Integer::sum);
        }
      }
    }
    return times.entrySet().stream()
        .map(
            each ->
                new Confusion(each.getKey().charAt(0), each.getKey().charAt(1), each.getValue()))
        .sorted(Comparator.comparingInt(Confusion::times).reversed())
        .toList();
  }
}
