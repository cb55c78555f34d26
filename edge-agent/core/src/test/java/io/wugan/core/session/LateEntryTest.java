package io.wugan.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.testing.LotScript;
import io.wugan.core.testing.LotTelling;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An entry whose board was cut off while the vehicle parked and left by another board's gate. */
class LateEntryTest {

  private final LotScript lot = new LotScript();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "",
      textBlock =
          """
          exit has waited          | out 09:20 浙A12345; in 08:00 浙A12345 | 浙A12345 80min EXIT_MATCHED | UNMATCHED_EXIT p1 settled | Exit none; Review UNMATCHED_EXIT; Entry s1; SessionChanged s1 rev2; Review UNMATCHED_EXIT settled | 0
          across boots             | out 09:20 浙A12345; boot 09:30; in 08:00 浙A12345 | 浙A12345 80min EXIT_MATCHED | UNMATCHED_EXIT p1 settled | Exit none; Review UNMATCHED_EXIT; Entry s1; SessionChanged s1 rev2; Review UNMATCHED_EXIT settled | 0
          told in time             | out 07:00 浙A12345; in 08:00 浙A12345 | 浙A12345 OPEN | UNMATCHED_EXIT p1 | Exit none; Review UNMATCHED_EXIT; Entry s1 | 0
          the first exit after it  | out 09:00 浙A12345; out 11:00 浙A12345; in 08:00 浙A12345 | 浙A12345 60min EXIT_MATCHED | UNMATCHED_EXIT p1 settled; UNMATCHED_EXIT p2 | Exit none; Review UNMATCHED_EXIT; Exit none; Review UNMATCHED_EXIT; Entry s1; SessionChanged s1 rev2; Review UNMATCHED_EXIT settled | -1
          two visits               | out 09:00 浙A12345; out 11:00 浙A12345; in 08:00 浙A12345; in 10:00 浙A12345 | 浙A12345 60min EXIT_MATCHED; 浙A12345 60min EXIT_MATCHED | UNMATCHED_EXIT p1 settled; UNMATCHED_EXIT p2 settled | Exit none; Review UNMATCHED_EXIT; Exit none; Review UNMATCHED_EXIT; Entry s1; SessionChanged s1 rev2; Review UNMATCHED_EXIT settled; Entry s2; SessionChanged s2 rev2; Review UNMATCHED_EXIT settled | 0
          only once                | out 09:00 浙A12345; in 08:00 浙A12345; in 08:30 浙A12345 | 浙A12345 60min EXIT_MATCHED; 浙A12345 OPEN | UNMATCHED_EXIT p1 settled | Exit none; Review UNMATCHED_EXIT; Entry s1; SessionChanged s1 rev2; Review UNMATCHED_EXIT settled; Entry s2 | 1
          another plate            | out 09:20 浙A12346; in 08:00 浙A12345 | 浙A12345 OPEN | UNMATCHED_EXIT p1 | Exit none; Review UNMATCHED_EXIT; Entry s1 | 0
          another colour           | out 09:20 浙A12345/YELLOW; in 08:00 浙A12345 | 浙A12345 OPEN | UNMATCHED_EXIT p1 | Exit none; Review UNMATCHED_EXIT; Entry s1 | 0
          longer than any stay     | out 32d09:20 浙A12345; in 08:00 浙A12345 | 浙A12345 OPEN | UNMATCHED_EXIT p1 | Exit none; Review UNMATCHED_EXIT; Entry s1 | 0
          entry's clock not known  | out 09:20 浙A12345; quality UNKNOWN; boot 09:30; in 08:00 浙A12345 | 浙A12345 OPEN | UNMATCHED_EXIT p1 | Exit none; Review UNMATCHED_EXIT; Entry s1 | 0
          exit's clock not known   | quality UNKNOWN; out 09:20 浙A12345; quality SYNCED; boot 09:30; in 08:00 浙A12345 | 浙A12345 OPEN | UNMATCHED_EXIT p1 | Exit none; Review UNMATCHED_EXIT; Entry s1 | 0
          UTC set back since       | step 08:00 +3600; out 08:00 浙A12345; step 08:01 +0; in 08:10 浙A12345 | 浙A12345 OPEN | UNMATCHED_EXIT p1 | Exit none; Review UNMATCHED_EXIT; Entry s1 | 0
          unread entry             | out 09:20 浙A12345; in 08:00 - | - OPEN | UNMATCHED_EXIT p1; UNREAD_ENTRY p2 s1 | Exit none; Review UNMATCHED_EXIT; Entry s1; Review UNREAD_ENTRY | 0
          settled by a person      | in 08:00 -; out 09:20 浙A12345; bind 10:00 s1 p2 review=r2; in 08:30 浙A12345 | 浙A12345 80min OPERATOR; 浙A12345 OPEN | UNREAD_ENTRY p1 s1; UNMATCHED_EXIT p2: s1 4.00 settled | Entry s1; Review UNREAD_ENTRY; Exit review; Review UNMATCHED_EXIT; SessionChanged s1 rev2; Review UNMATCHED_EXIT settled; Entry s2 | 1
          """)
  void entry(
      String name, String events, String sessions, String reviews, String records, long inside) {
    lot.play(events);
    LotTelling told = lot.told();
    assertThat(told.sessions()).isEqualTo(sessions == null ? "" : sessions);
    assertThat(told.reviews()).isEqualTo(reviews == null ? "" : reviews);
    assertThat(told.records()).isEqualTo(records);
    assertThat(lot.occupancy()).isEqualTo(inside);
  }
}
