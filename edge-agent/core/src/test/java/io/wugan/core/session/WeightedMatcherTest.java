package io.wugan.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.wugan.core.plate.PlateCosts;
import io.wugan.core.session.MatchSettings.Arbitrary;
import io.wugan.core.testing.LotScript;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the rules of the matcher end, by settings. */
class WeightedMatcherTest {

  private static MatchSettings settings(Arbitrary arbitrary) {
    return settings(0.35, arbitrary, 1, 2, 3, Duration.ofMinutes(2), Duration.ofDays(1));
  }

  private static MatchSettings settings(
      double autoCost,
      Arbitrary arbitrary,
      double nearCost,
      double reviewCost,
      int candidates,
      Duration turnBack,
      Duration givesWay) {
    return new MatchSettings(
        PlateCosts.STANDARD,
        autoCost,
        arbitrary,
        nearCost,
        reviewCost,
        candidates,
        turnBack,
        givesWay);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NEVER        | alike, at the greatest cost | in 08:00 浙A12645; out 09:00 浙A12G45 | 浙A12645 60min EXIT_MATCHED_FUZZY | Exit s1 fuzzy 0.35
          NEVER        | alike, no colour            | in 08:00 浙A12645; out 09:00 浙A12G45/UNKNOWN | 浙A12645 60min EXIT_MATCHED_FUZZY | Exit s1 fuzzy 0.35
          NEVER        | alike, another colour       | in 08:00 浙A12645; out 09:00 浙A12G45/YELLOW | 浙A12645 OPEN | Exit review; Review UNMATCHED_EXIT
          NEVER        | arbitrary, read as both     | in 08:00 浙A12345; out 09:00 浙A12375 also=浙A12345 | 浙A12345 OPEN | Exit review; Review UNMATCHED_EXIT
          READ         | arbitrary, colours equal    | in 08:00 浙A12345; out 09:00 浙A12375 | 浙A12345 OPEN | Exit review; Review UNMATCHED_EXIT
          READ         | arbitrary, read as both     | in 08:00 浙A12345; out 09:00 浙A12375 also=浙A12345 | 浙A12345 60min EXIT_MATCHED_FUZZY | Exit s1 fuzzy 1.00
          CORROBORATED | arbitrary, colours equal    | in 08:00 浙A12345; out 09:00 浙A12375 | 浙A12345 60min EXIT_MATCHED_FUZZY | Exit s1 fuzzy 1.00
          CORROBORATED | province not read           | in 08:00 浙A12345; out 09:00 A12345 | 浙A12345 60min EXIT_MATCHED_FUZZY | Exit s1 fuzzy 0.40
          NEVER        | province not read, no colour | in 08:00 浙A12345; out 09:00 A12345/UNKNOWN | 浙A12345 OPEN | Exit review; Review UNREAD_EXIT
          NEVER        | province, colours equal     | in 08:00 浙A12345; out 09:00 京A12345 | 浙A12345 60min EXIT_MATCHED_FUZZY | Exit s1 fuzzy 0.40
          NEVER        | army plate is no province   | in 08:00 JA12345/WHITE; out 09:00 KA12345/WHITE | JA12345 OPEN | Exit review EXEMPT_HINT; Review UNMATCHED_EXIT
          NEVER        | no more than three offered  | in 08:00 浙A12341; in 08:01 浙A12342; in 08:02 浙A12343; in 08:03 浙A12344; out 09:00 浙A12345 | 浙A12341 OPEN; 浙A12342 OPEN; 浙A12343 OPEN; 浙A12344 OPEN | Exit review; Review UNMATCHED_EXIT
          NEVER        | wavers to another colour    | in 08:00 浙AT1001; in 08:01 浙AT1007/YELLOW; out 09:00 浙AT1001 also=浙AT1007 share=0.4 | 浙AT1001 60min EXIT_MATCHED; 浙AT1007 OPEN | Exit s1 exact
          NEVER        | wavers a little             | in 08:00 浙AT1001; in 08:01 浙AT1007; out 09:00 浙AT1001 also=浙AT1007 share=0.3 | 浙AT1001 60min EXIT_MATCHED; 浙AT1007 OPEN | Exit s1 exact
          NEVER        | the very moment of entry    | in 08:00 浙A12345; out 08:00 浙A12345 | 浙A12345 0min EXIT_MATCHED | Exit s1 exact
          NEVER        | left before it came         | in 08:00 浙A12345; out 07:59 浙A12345 | 浙A12345 OPEN | Exit none; Review UNMATCHED_EXIT
          NEVER        | another boot, both clocks right, left before it came | in 08:00 浙A12345; boot 08:30; step 08:30 -7200; out 09:00 浙A12345 | 浙A12345 OPEN | Exit none; Review UNMATCHED_EXIT
          NEVER        | another boot, a clock that nobody trusts | in 08:00 浙A12345; boot 08:30; quality UNKNOWN; step 08:30 -7200; out 09:00 浙A12345 | 浙A12345 0min EXIT_MATCHED | Exit s1 exact
          NEVER        | another boot, entered with such a clock  | quality UNKNOWN; step 07:00 7200; in 08:00 浙A12345; boot 08:30; quality SYNCED; step 08:30 0; out 09:00 浙A12345 | 浙A12345 0min EXIT_MATCHED | Exit s1 exact
          NEVER        | turned back at the last moment | in 08:00 浙A12345; out 08:02 浙A12345 lane=E1 | 浙A12345 ? VOIDED TURN_BACK | Exit s1 exact
          NEVER        | turned back too late        | in 08:00 浙A12345; out 08:02:01 浙A12345 lane=E1 | 浙A12345 2min EXIT_MATCHED | Exit s1 exact
          NEVER        | another colour repairs nothing | in 08:00 浙A12345; out 09:00 浙A1Z345; out 09:01 浙A12345/YELLOW | 浙A12345 60min EXIT_MATCHED_FUZZY | Exit none; Review UNMATCHED_EXIT
          NEVER        | an unread exit repairs nothing | in 08:00 浙A12345; out 09:00 浙A1Z345; out 09:01 - | 浙A12345 60min EXIT_MATCHED_FUZZY | Exit none; Review UNREAD_EXIT
          """)
  void exit_endsAsTold(
      Arbitrary arbitrary, String name, String events, String sessions, String lastRecords) {
    LotScript lot = new LotScript(settings(arbitrary));
    lot.play(events);
    assertThat(lot.sessions()).isEqualTo(sessions);
    assertThat(lot.told().records()).endsWith(lastRecords);
    assertThat(lot.reviews())
        .allSatisfy(item -> assertThat(item.candidates()).hasSizeLessThanOrEqualTo(3));
  }

  @Test
  void offered_threeNear_theLatestOfEqualCostFirst_thenNoUnread() {
    LotScript lot = new LotScript(settings(Arbitrary.NEVER));
    lot.play("in 07:00 -; in 08:00 浙A12341; in 08:01 浙A12342; in 08:02 浙A12343; in 08:03 浙A12344");
    lot.play("out 09:00 浙A12345");
    assertThat(lot.told().reviews()).endsWith("UNMATCHED_EXIT p6: s5 1.00, s4 1.00, s3 1.00");
  }

  @Test
  void offered_oneNear_leavesRoomForTwoUnread_theLatestFirst() {
    LotScript lot = new LotScript(settings(Arbitrary.NEVER));
    lot.play("in 07:00 -; in 07:10 -; in 07:20 -; in 08:00 浙A12341; out 09:00 浙A12345");
    assertThat(lot.told().reviews()).endsWith("UNMATCHED_EXIT p5: s4 1.00, s3 4.00, s2 4.00");
  }

  @Test
  void settings_atTheirLimits_areTaken_andRefusedBeyond() {
    Duration day = Duration.ofDays(1);
    Arbitrary read = Arbitrary.READ;
    assertThat(settings(0, read, 0.5, 1, 1, Duration.ZERO, Duration.ZERO).maxCandidates()).isOne();
    assertThat(settings(0.5, read, 2, 4, 20, day, day).maxCandidates()).isEqualTo(20);
    refused("autoCost", () -> settings(-0.01, read, 1, 2, 5, day, day));
    refused("autoCost", () -> settings(0.51, read, 1, 2, 5, day, day));
    refused("nearCost", () -> settings(0.3, read, 0.4, 2, 5, day, day));
    refused("reviewCost", () -> settings(0.3, read, 1, 4.1, 5, day, day));
    refused("maxCandidates", () -> settings(0.3, read, 1, 2, 0, day, day));
    refused("turnBackWithin", () -> settings(0.3, read, 1, 2, 5, day.negated(), day));
    refused("givesWayWithin", () -> settings(0.3, read, 1, 2, 5, day, day.negated()));
  }

  private static void refused(String name, Runnable making) {
    assertThatIllegalArgumentException().isThrownBy(making::run).withMessageContaining(name);
  }
}
