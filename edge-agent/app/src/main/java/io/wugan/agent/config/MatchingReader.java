package io.wugan.agent.config;

import io.wugan.core.plate.PlateCosts;
import io.wugan.core.session.MatchSettings;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The section {@code sessions.matching}. */
final class MatchingReader {

  private final ConfigSection section;

  MatchingReader(ConfigSection section) {
    this.section = section;
  }

  MatchSettings read() {
    MatchSettings standard = MatchSettings.DEFAULT;
    return new MatchSettings(
        costs(),
        section.number("autoCost", standard.autoCost(), 0, 0.5),
        section.choice("arbitrary", standard.arbitrary()),
        section.number("nearCost", standard.nearCost(), 0.5, 2),
        section.number("reviewCost", standard.reviewCost(), 1, 4),
        section.integer("maxCandidates", standard.maxCandidates(), 1, 20),
        section.duration(
            "turnBackWithin", standard.turnBackWithin(), Duration.ZERO, Duration.ofHours(1)),
        section.duration(
            "givesWayWithin", standard.givesWayWithin(), Duration.ZERO, Duration.ofDays(7)));
  }

  private PlateCosts costs() {
    ConfigSection costs = section.section("costs");
    Map<String, Double> read = new TreeMap<>();
    for (String pair : costs.keys()) {
      if (pair.codePointCount(0, pair.length()) != 2 || pair.charAt(0) == pair.charAt(1)) {
        costs.error(pair, "this key", "two different characters of plates, such as 8B");
        costs.number(pair, 1, 0.01, 1);
        continue;
      }
      read.put(pair, costs.number(pair, 1, 0.01, 1));
    }
    return PlateCosts.with(read);
  }
}
