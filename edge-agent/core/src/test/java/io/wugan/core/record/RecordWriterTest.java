package io.wugan.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.listing.Standing;
import io.wugan.core.session.Decision;
import io.wugan.core.session.MatchDecision;
import io.wugan.core.session.Session;
import io.wugan.core.session.VoidReason;
import io.wugan.core.testing.LotScript;
import io.wugan.core.testing.SequentialIds;
import io.wugan.core.time.LotTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordWriterTest {

  private final LotScript lot = new LotScript();
  private final RecordWriter writer = new RecordWriter(new SequentialIds());
  private final LotTime now = lot.at("50d00:00");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          in 08:00 浙A12345                                 | Entry
          in 08:00 -                                        | Entry
          in 08:00 浙A12345; in 10:00 浙A12345              | SessionChanged Entry
          in 08:00 浙A12345; out 09:00 浙A12345             | Exit
          out 09:00 浙A12345                                | Exit
          pass 09:00 浙A12345                               | Unresolved
          in 08:00 浙A12345; in 08:01 浙B67890; sweep 40d00:00 | SessionChanged SessionChanged
          in 08:00 浙A12345; reset 10:00                    | SessionChanged
          sweep 40d00:00                                    |
          """)
  void records_lastDecision_inTheOrderToApply(String script, String expected) {
    List<String> kinds =
        writer.write(lot.play(script), Standing.ORDINARY, List.of(), now).stream()
            .map(each -> each.getClass().getSimpleName())
            .toList();
    assertThat(String.join(" ", kinds)).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void reentry_records_closedSessionThenEntryOfTheNewOne() {
    lot.play("in 08:00 浙A12345");
    Decision.EntryOpened decision = (Decision.EntryOpened) lot.play("in 10:00 浙A12345");

    List<ParkingRecord> records = writer.write(decision, Standing.ORDINARY, List.of(), now);

    Session implied = decision.impliedExits().get(0);
    assertThat(records.get(0).sessionId()).contains(implied.id());
    assertThat(records.get(0).header().time()).isEqualTo(now);
    assertThat(((ParkingRecord.SessionChanged) records.get(0)).session()).isEqualTo(implied);
    assertThat(records.get(1).sessionId()).contains(decision.opened().id());
    assertThat(records.get(1).header().time()).isEqualTo(lot.at("10:00"));
  }

  @Test
  void exit_records_tellTimeSessionAndMatch() {
    lot.play("in 08:00 浙A12345");
    Decision.ExitClosed decision = (Decision.ExitClosed) lot.play("out 09:00 浙A12345");

    ParkingRecord.Exit exit =
        (ParkingRecord.Exit) writer.write(decision, Standing.ORDINARY, List.of(), now).get(0);

    assertThat(exit.header().time()).isEqualTo(lot.at("09:00"));
    assertThat(exit.session()).contains(decision.closed());
    assertThat(exit.match()).isInstanceOf(MatchDecision.Exact.class);
    assertThat(exit.passage()).isEqualTo(decision.passage());
  }

  @Test
  void orphanExit_record_hasNoSession() {
    ParkingRecord record =
        writer.write(lot.play("out 09:00 浙A12345"), Standing.ORDINARY, List.of(), now).get(0);
    assertThat(record.sessionId()).isEmpty();
    assertThat(((ParkingRecord.Exit) record).match()).isEqualTo(new MatchDecision.None());
    assertThat(
            writer
                .write(lot.play("pass 09:00 浙A12345"), Standing.ORDINARY, List.of(), now)
                .get(0)
                .sessionId())
        .isEmpty();
  }

  @Test
  void voided_record_tellsTheSessionAsItStands() {
    lot.play("in 08:00 浙A12345");
    Decision voided = lot.keeper().voidSession(lot.open().get(0), VoidReason.FALSE_READ);
    assertThat(writer.write(voided, Standing.ORDINARY, List.of(), now))
        .singleElement()
        .extracting(ParkingRecord::sessionId)
        .isEqualTo(Optional.of(lot.open().get(0).id()));
  }

  @Test
  void records_many_idsDistinctAndRising() {
    List<ParkingRecord> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      records.addAll(
          writer.write(
              lot.play("in %02d:00 浙A12345".formatted(i)), Standing.ORDINARY, List.of(), now));
    }
    assertThat(records).hasSize(39);
    assertThat(records.stream().map(record -> record.header().id()))
        .doesNotHaveDuplicates()
        .isSorted();
  }
}
