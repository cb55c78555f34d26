package io.wugan.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.testing.LotScript;
import io.wugan.core.testing.LotTelling;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The acceptance scenarios that passages and time decide, by their numbers: what happens, and which
 * sessions, review items, records and count of vehicles follow.
 */
class AcceptanceScenariosTest {

  private final LotScript lot = new LotScript();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "",
      textBlock =
          """
          A01 normal                   | in 08:00 浙A12345; out 09:20 浙A12345 | 浙A12345 80min EXIT_MATCHED | | Entry s1; Exit s1 exact | 0
          A05 quick return             | in 08:00 浙A12345; out 09:20 浙A12345; in 09:20:40 浙A12345 | 浙A12345 80min EXIT_MATCHED; 浙A12345 OPEN | | Entry s1; Exit s1 exact; Entry s2 | 1
          A06 one confusable           | in 08:00 浙A12345; out 09:20 浙A1Z345 | 浙A12345 80min EXIT_MATCHED_FUZZY | | Entry s1; Exit s1 fuzzy 0.20 | 0
          A07 one arbitrary, no colour | in 08:00 浙A12345; out 09:20 浙A12375/UNKNOWN | 浙A12345 OPEN | UNMATCHED_EXIT p2: s1 1.00 | Entry s1; Exit review; Review UNMATCHED_EXIT | 0
          A07 one arbitrary, colours equal | in 08:00 浙A12345; out 09:20 浙A12375 | 浙A12345 80min EXIT_MATCHED_FUZZY | | Entry s1; Exit s1 fuzzy 1.00 | 0
          A07 read as both             | in 08:00 浙A12345; out 09:20 浙A12375/UNKNOWN also=浙A12345 | 浙A12345 80min EXIT_MATCHED_FUZZY | | Entry s1; Exit s1 fuzzy 1.00 | 0
          A07 entry read as both       | in 08:00 浙A12375/UNKNOWN also=浙A12345; out 09:20 浙A12345 | 浙A12375 80min EXIT_MATCHED_FUZZY | | Entry s1; Exit s1 fuzzy 1.00 | 0
          A07 read as both too seldom  | in 08:00 浙A12345; out 09:20 浙A12375/UNKNOWN also=浙A12345 share=0.05 | 浙A12345 OPEN | UNMATCHED_EXIT p2: s1 1.00 | Entry s1; Exit review; Review UNMATCHED_EXIT | 0
          A07 read as both, two near   | in 08:00 浙A12345; in 08:01 浙A12371; out 09:20 浙A12375 also=浙A12345 | 浙A12345 OPEN; 浙A12371 OPEN | UNMATCHED_EXIT p3: s2 1.00, s1 1.00 | Entry s1; Entry s2; Exit review; Review UNMATCHED_EXIT | 1
          A08 two wrong                | in 08:00 浙A12345; out 09:20 浙A12376 | 浙A12345 OPEN | UNMATCHED_EXIT p2: s1 2.00 | Entry s1; Exit review; Review UNMATCHED_EXIT | 0
          A08 two alike                | in 08:00 浙A12B45; out 09:20 浙A1Z845 | 浙A12B45 OPEN | UNMATCHED_EXIT p2: s1 0.40 | Entry s1; Exit review; Review UNMATCHED_EXIT | 0
          A09 province, colours equal  | in 08:00 浙A12345; out 09:20 京A12345 | 浙A12345 80min EXIT_MATCHED_FUZZY | | Entry s1; Exit s1 fuzzy 0.40 | 0
          A09 province, no colour      | in 08:00 浙A12345; out 09:20 京A12345/UNKNOWN | 浙A12345 OPEN | UNMATCHED_EXIT p2: s1 0.40 | Entry s1; Exit review; Review UNMATCHED_EXIT | 0
          A09 province, not yet inside | in 08:00 京A12345; out 07:00 浙A12345 | 京A12345 OPEN | UNMATCHED_EXIT p2 | Entry s1; Exit none; Review UNMATCHED_EXIT | 0
          A10 exact before fuzzy       | in 08:00 浙A12345; in 08:10 浙A1Z345; out 09:00 浙A12345 | 浙A12345 60min EXIT_MATCHED; 浙A1Z345 OPEN | | Entry s1; Entry s2; Exit s1 exact | 1
          A11 exact comes later        | in 08:00 浙A12345; out 09:20 浙A1Z345; out 09:21 浙A12345 | 浙A12345 81min EXIT_MATCHED | DISPLACED_EXIT p2 | Entry s1; Exit s1 fuzzy 0.20; Exit s1 exact; Review DISPLACED_EXIT | -1
          A11 entered again unread     | in 08:00 浙A12345; out 09:20 浙A1Z345; in 10:00 -; out 11:00 浙A12345 | 浙A12345 80min EXIT_MATCHED_FUZZY; - OPEN | UNREAD_ENTRY p3 s2; UNMATCHED_EXIT p4: s2 4.00 | Entry s1; Exit s1 fuzzy 0.20; Entry s2; Review UNREAD_ENTRY; Exit review; Review UNMATCHED_EXIT | 0
          A11 unread before that       | in 07:00 -; in 08:00 浙A12345; out 09:20 浙A1Z345; out 09:21 浙A12345 | - OPEN; 浙A12345 81min EXIT_MATCHED | UNREAD_ENTRY p1 s1; DISPLACED_EXIT p3 | Entry s1; Review UNREAD_ENTRY; Entry s2; Exit s2 fuzzy 0.20; Exit s2 exact; Review DISPLACED_EXIT | 0
          A11 entered again misread    | in 08:00 浙A12345; out 09:20 浙A1Z345; in 10:00 浙A12375; out 11:00 浙A12345/UNKNOWN | 浙A12345 80min EXIT_MATCHED_FUZZY; 浙A12375 OPEN | UNMATCHED_EXIT p4: s2 1.00 | Entry s1; Exit s1 fuzzy 0.20; Entry s2; Exit review; Review UNMATCHED_EXIT | 0
          A11 not after a day          | in 08:00 浙A12345; out 09:20 浙A1Z345; out 2d09:21 浙A12345 | 浙A12345 80min EXIT_MATCHED_FUZZY | UNMATCHED_EXIT p3 | Entry s1; Exit s1 fuzzy 0.20; Exit none; Review UNMATCHED_EXIT | -1
          A12 unread entry             | in 08:00 -; out 09:00 浙A12345 | - OPEN | UNREAD_ENTRY p1 s1; UNMATCHED_EXIT p2: s1 4.00 | Entry s1; Review UNREAD_ENTRY; Exit review; Review UNMATCHED_EXIT | 0
          A12 confirmed                | in 08:00 -; out 09:00 浙A12345; bind 09:30 s1 p2 review=r2 | 浙A12345 60min OPERATOR | UNREAD_ENTRY p1 s1; UNMATCHED_EXIT p2: s1 4.00 settled | Entry s1; Review UNREAD_ENTRY; Exit review; Review UNMATCHED_EXIT; SessionChanged s1 rev2; Review UNMATCHED_EXIT settled | 0
          A13 unread exit              | in 08:00 浙A12345; out 09:00 - | 浙A12345 OPEN | UNREAD_EXIT p2 | Entry s1; Exit none; Review UNREAD_EXIT | 0
          A14 both unread              | in 08:00 -; in 08:30 -; out 09:00 - | - OPEN; - OPEN | UNREAD_ENTRY p1 s1; UNREAD_ENTRY p2 s2; UNREAD_EXIT p3: s2 4.00, s1 4.00 | Entry s1; Review UNREAD_ENTRY; Entry s2; Review UNREAD_ENTRY; Exit review; Review UNREAD_EXIT | 1
          A15 tailgating pair          | in 08:00 浙A12345; in 08:01 浙B67890; out 09:00:00 浙A12345 flag=TAILGATE; out 09:00:01 浙B67890 flag=TAILGATE | 浙A12345 60min EXIT_MATCHED; 浙B67890 59min EXIT_MATCHED | | Entry s1; Entry s2; Exit s1 exact; Exit s2 exact | 0
          A16 side by side             | in 08:00 浙A12345 lane=E1; in 08:00 浙B67890 lane=E2 | 浙A12345 OPEN; 浙B67890 OPEN | | Entry s1; Entry s2 | 2
          A17 turned back              | in 08:00 浙A12345; out 08:00:20 浙A12345 lane=E1 flag=WRONG_WAY | 浙A12345 ? VOIDED TURN_BACK | | Entry s1; Exit s1 exact | 0
          A17 another lane is a stay   | in 08:00 浙A12345; out 08:00:20 浙A12345 | 浙A12345 0min EXIT_MATCHED | | Entry s1; Exit s1 exact | 0
          A17 not after two minutes    | in 08:00 浙A12345; out 08:03 浙A12345 lane=E1 flag=WRONG_WAY | 浙A12345 3min EXIT_MATCHED | | Entry s1; Exit s1 exact | 0
          A20 clone of another colour  | in 08:00 浙A12345; in 09:00 浙A12345/YELLOW | 浙A12345 OPEN; 浙A12345 OPEN | SUSPECT_DUPLICATE p2 s2: s1 0.00 | Entry s1; Entry s2; Review SUSPECT_DUPLICATE | 2
          A21 re-entry                 | in 08:00 浙A12345; in 10:00 浙A12345 | 浙A12345 ? REENTRY_IMPLIED_EXIT review; 浙A12345 OPEN | MISSED_EXIT s1 | Entry s1; SessionChanged s1 rev2; Entry s2; Review MISSED_EXIT | 2
          A22 too long                 | in 08:00 浙A12345; sweep 32d00:00 | 浙A12345 ? MAX_STAY_EXCEEDED review | OVERSTAY s1 | Entry s1; SessionChanged s1 rev2; Review OVERSTAY | 1
          A22 not yet                  | in 08:00 浙A12345; sweep 31d08:00 | 浙A12345 OPEN | | Entry s1 | 1
          A23 emergency                | in 08:00 浙X1234应急/WHITE; out 09:00 浙X1234应急/WHITE | 浙X1234应急 60min EXIT_MATCHED | | Entry s1 EXEMPT_HINT; Exit s1 exact EXEMPT_HINT | 0
          A24 new energy, O for D      | in 08:00 浙AD12345/GREEN; out 09:00 浙AO12345/GREEN | 浙AD12345 60min EXIT_MATCHED | | Entry s1; Exit s1 exact | 0
          A25 large new energy         | in 08:00 浙A12345D/YELLOW_GREEN; out 09:00 浙A12345D/YELLOW_GREEN | 浙A12345D 60min EXIT_MATCHED | | Entry s1; Exit s1 exact | 0
          A26 coach                    | in 08:00 浙A1234学/YELLOW; out 09:00 浙A1234学/YELLOW | 浙A1234学 60min EXIT_MATCHED | | Entry s1; Exit s1 exact | 0
          A26 army                     | in 08:00 JA12345/WHITE; out 09:00 JA12345/WHITE | JA12345 60min EXIT_MATCHED | | Entry s1 EXEMPT_HINT; Exit s1 exact EXEMPT_HINT | 0
          A26 police                   | in 08:00 浙A1234警/WHITE; out 09:00 浙A1234警/WHITE | 浙A1234警 60min EXIT_MATCHED | | Entry s1 EXEMPT_HINT; Exit s1 exact EXEMPT_HINT | 0
          A26 armed police             | in 08:00 WJ粤8888X/WHITE; out 09:00 WJ粤8888X/WHITE | WJ粤8888X 60min EXIT_MATCHED | | Entry s1 EXEMPT_HINT; Exit s1 exact EXEMPT_HINT | 0
          A26 Hong Kong                | in 08:00 粤Z1234港/BLACK; out 09:00 粤Z1234港/BLACK | 粤Z1234港 60min EXIT_MATCHED | | Entry s1; Exit s1 exact | 0
          A27 killed during the stay   | in 08:00 浙A12345; boot 09:07; out 10:00 浙A12345 | 浙A12345 120min EXIT_MATCHED | | Entry s1; Exit s1 exact | 0
          A32 clock step in the stay   | in 08:00 浙A12345; step 08:30 +300; out 09:20 浙A12345 | 浙A12345 80min EXIT_MATCHED | | Entry s1; Exit s1 exact | 0
          A32 clock set back           | in 08:00 浙A12345; step 08:01 -7200; out 08:30 浙A12345 | 浙A12345 30min EXIT_MATCHED | | Entry s1; Exit s1 exact | 0
          A34 monthly                  | list 07:00 浙A12345 MONTHLY; in 08:00 浙A12345; out 09:20 浙A12345 | 浙A12345 80min EXIT_MATCHED | | Entry s1 MONTHLY; Exit s1 exact MONTHLY | 0
          A34 exempt                   | list 07:00 浙A12345 EXEMPT; in 08:00 浙A12345; out 09:20 浙A12345 | 浙A12345 80min EXIT_MATCHED | | Entry s1 EXEMPT; Exit s1 exact EXEMPT | 0
          A34 another is not listed    | list 07:00 浙A12345 MONTHLY; in 08:00 浙A12346; out 09:20 浙A12346 | 浙A12346 80min EXIT_MATCHED | | Entry s1; Exit s1 exact | 0
          A34 misread at the exit      | list 07:00 浙A12345 MONTHLY; list 07:00 浙A1Z345 ARREARS; in 08:00 浙A12345; out 09:20 浙A1Z345 | 浙A12345 80min EXIT_MATCHED_FUZZY | | Entry s1 MONTHLY; Exit s1 fuzzy 0.20 MONTHLY | 0
          A34 an exit takes it over    | list 07:00 浙A12345 MONTHLY; in 08:00 浙A12345; out 09:20 浙A1Z345; out 09:21 浙A12345 | 浙A12345 81min EXIT_MATCHED | DISPLACED_EXIT p2 | Entry s1 MONTHLY; Exit s1 fuzzy 0.20 MONTHLY; Exit s1 exact MONTHLY; Review DISPLACED_EXIT | -1
          A34 turned back              | list 07:00 浙A12345 MONTHLY; in 08:00 浙A12345; out 08:00:20 浙A12345 lane=E1 | 浙A12345 ? VOIDED TURN_BACK | | Entry s1 MONTHLY; Exit s1 exact MONTHLY | 0
          A34 nobody saw it come       | list 07:00 浙A12345 MONTHLY; out 09:20 浙A12345 | | UNMATCHED_EXIT p1 | Exit none MONTHLY; Review UNMATCHED_EXIT | -1
          A34 unread at the exit       | list 07:00 浙A12345 MONTHLY; in 08:00 浙A12345; out 09:20 - | 浙A12345 OPEN | UNREAD_EXIT p2 | Entry s1 MONTHLY; Exit none; Review UNREAD_EXIT | 0
          A34 ends during the stay     | list 07:00 浙A12345 MONTHLY until=09:00; in 08:59:59 浙A12345; out 09:00 浙A12345 | 浙A12345 0min EXIT_MATCHED | | Entry s1 MONTHLY; Exit s1 exact | 0
          A34 begins during the stay   | list 07:00 浙A12345 MONTHLY from=09:00; in 08:59:59 浙A12345; out 09:00 浙A12345 | 浙A12345 0min EXIT_MATCHED | | Entry s1; Exit s1 exact MONTHLY | 0
          A34 listed while inside      | in 08:00 浙A12345; list 08:30 浙A12345 MONTHLY; out 09:20 浙A12345 | 浙A12345 80min EXIT_MATCHED | | Entry s1; Exit s1 exact MONTHLY | 0
          A34 clock never set          | quality UNKNOWN; list 07:00 浙A12345 MONTHLY from=07:00; list 07:00 浙B67890 MONTHLY; in 08:00 浙A12345; in 08:01 浙B67890 | 浙A12345 OPEN; 浙B67890 OPEN | | Entry s1; Entry s2 MONTHLY | 2
          A34 emergency and listed     | list 07:00 浙X1234应急 MONTHLY; in 08:00 浙X1234应急/WHITE | 浙X1234应急 OPEN | | Entry s1 MONTHLY EXEMPT_HINT | 1
          A35 owes, enters and leaves  | list 07:00 浙A12345 ARREARS; in 08:00 浙A12345; out 09:20 浙A12345 | 浙A12345 80min EXIT_MATCHED | | Entry s1 ARREARS; ArrearsEntered s1; Exit s1 exact ARREARS | 0
          A35 exit was missed before   | list 07:00 浙A12345 ARREARS; in 08:00 浙A12345; in 10:00 浙A12345 | 浙A12345 ? REENTRY_IMPLIED_EXIT review; 浙A12345 OPEN | MISSED_EXIT s1 | Entry s1 ARREARS; ArrearsEntered s1; SessionChanged s1 rev2; Entry s2 ARREARS; ArrearsEntered s2; Review MISSED_EXIT | 2
          A35 unread                   | list 07:00 浙A12345 ARREARS; in 08:00 - | - OPEN | UNREAD_ENTRY p1 s1 | Entry s1; Review UNREAD_ENTRY | 1
          A40 plate of an open session | in 08:00 浙A12375; plate 08:30 s1 浙A12345 id=c1; out 09:00 浙A12345 | 浙A12345 60min EXIT_MATCHED | | Entry s1; SessionChanged s1 rev2; Exit s1 exact | 0
          A41 by revision              | in 08:00 浙A12345; out 09:00 浙A12345; discard 09:30 s1 FALSE_READ rev=2 | 浙A12345 ? VOIDED FALSE_READ | | Entry s1; Exit s1 exact; SessionChanged s1 rev3 | 0
          A44 nothing inside           | out 09:00 浙A12345 | | UNMATCHED_EXIT p1 | Exit none; Review UNMATCHED_EXIT | -1
          A45 front and rear plate     | in 08:00 浙A12345/YELLOW; out 09:00 浙A12345/YELLOW lane=X2 | 浙A12345 60min EXIT_MATCHED | | Entry s1; Exit s1 exact | 0
          A46 late second read         | in 08:00 浙A12345; out 09:20 浙A12345; out 09:21:30 浙A12345 | 浙A12345 80min EXIT_MATCHED | UNMATCHED_EXIT p3 | Entry s1; Exit s1 exact; Exit none; Review UNMATCHED_EXIT | -1
          A47 missed exit on day 1     | in 08:00 浙A12345; in 2d09:00 浙A12345; out 2d10:00 浙A12345 | 浙A12345 ? REENTRY_IMPLIED_EXIT review; 浙A12345 60min EXIT_MATCHED | MISSED_EXIT s1 | Entry s1; SessionChanged s1 rev2; Entry s2; Review MISSED_EXIT; Exit s2 exact | 1
          A48 leaves by the entry      | in 08:00 浙A12345; out 09:20 浙A12345 lane=E1 flag=WRONG_WAY | 浙A12345 80min EXIT_MATCHED | | Entry s1; Exit s1 exact | 0
          A49 fleet, one digit wrong   | in 08:00 浙AT1001; in 08:01 浙AT1002; out 09:00 浙AT1003 | 浙AT1001 OPEN; 浙AT1002 OPEN | UNMATCHED_EXIT p3: s2 1.00, s1 1.00 | Entry s1; Entry s2; Exit review; Review UNMATCHED_EXIT | 1
          A49 fleet, likely misreading | in 08:00 浙AT1011; in 08:01 浙AT1012; out 09:00 浙AT101T | 浙AT1011 OPEN; 浙AT1012 OPEN | UNMATCHED_EXIT p3: s1 0.35, s2 1.00 | Entry s1; Entry s2; Exit review; Review UNMATCHED_EXIT | 1
          A49 fleet, read wavers       | in 08:00 浙AT1001; in 08:01 浙AT1007; out 09:00 浙AT1001 also=浙AT1007 share=0.4 | 浙AT1001 OPEN; 浙AT1007 OPEN | UNMATCHED_EXIT p3: s1 0.00, s2 0.35 | Entry s1; Entry s2; Exit review; Review UNMATCHED_EXIT | 1
          A50 correction comes twice   | in 08:00 浙A12375; plate 08:30 s1 浙A12345 id=c1; plate 08:31 s1 浙A12345 id=c1 | 浙A12345 OPEN | | Entry s1; SessionChanged s1 rev2 | 1
          """)
  void scenario(
      String name, String events, String sessions, String reviews, String records, long inside) {
    lot.play(events);
    LotTelling told = lot.told();
    assertThat(told.sessions()).isEqualTo(sessions == null ? "" : sessions);
    assertThat(told.reviews()).isEqualTo(reviews == null ? "" : reviews);
    assertThat(told.records()).isEqualTo(records);
    assertThat(lot.occupancy()).isEqualTo(inside);
  }
}
