package io.wugan.lab.billing;

import static io.wugan.lab.billing.EventFixture.STREAM;
import static io.wugan.lab.billing.EventFixture.anchor;
import static io.wugan.lab.billing.EventFixture.arrears;
import static io.wugan.lab.billing.EventFixture.changed;
import static io.wugan.lab.billing.EventFixture.entry;
import static io.wugan.lab.billing.EventFixture.exit;
import static io.wugan.lab.billing.EventFixture.exitFromThePast;
import static io.wugan.lab.billing.EventFixture.orphan;
import static io.wugan.lab.billing.EventFixture.review;
import static io.wugan.lab.billing.EventFixture.session;
import static io.wugan.lab.billing.EventFixture.sessionId;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.lab.billing.Question.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BillingLedgerTest extends LedgerFixture {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void reviewItem_isTaken_andAsksAndBillsNothing() {
    List<Answer> answers = take(entry(1, 1), review(2, 77), exit(3, 1, HOUR));

    assertThat(answers).hasSize(3).allSatisfy(answer -> assertThat(answer.nack()).isEmpty());
    assertThat(bills()).hasSize(1);
    assertThat(questions()).isEmpty();
  }

  @Test
  void alertOfArrears_isTakenAndKept_andTheStayIsAsAnyOther() {
    ObjectNode in = entry(1, 1);
    EventFixture.data(in).put("vehicleClass", "ARREARS");
    ObjectNode out = exit(3, 1, HOUR);
    EventFixture.data(out).put("vehicleClass", "ARREARS").put("exemptHint", true);

    List<Answer> answers = take(in, arrears(2, 1), out);

    assertThat(answers).hasSize(3).allSatisfy(answer -> assertThat(answer.nack()).isEmpty());
    assertThat(bills()).singleElement().satisfies(b -> assertThat(b.minutes()).isEqualTo(60));
    assertThat(questions()).isEmpty();
    assertThat(report().streams())
        .singleElement()
        .satisfies(stream -> assertThat(stream.events()).isEqualTo(3));
  }

  @Test
  void exitOfAnUnknownClock_isBilledOnce_byTheCorrectedTimes() {
    take(entry(1, 1), exitFromThePast(exit(2, 1, HOUR)));

    assertThat(bills()).isEmpty();
    assertThat(questions()).containsExactly(Kind.CLOCK_UNKNOWN);

    List<Answer> answers = take(anchor(3), changed(4, 1, 3, "CLOSED", HOUR));
    take(changed(4, 1, 3, "CLOSED", HOUR));

    assertThat(answers).hasSize(2).allSatisfy(answer -> assertThat(answer.nack()).isEmpty());
    assertThat(bills()).singleElement().satisfies(b -> assertThat(b.minutes()).isEqualTo(60));
    assertThat(questions()).isEmpty();
  }

  @Test
  void correctedTimes_sameLength_leaveTheBillAsItIs() {
    take(entry(1, 1), exit(2, 1, HOUR));

    take(anchor(3), changed(4, 1, 3, "CLOSED", HOUR));

    assertThat(bills()).singleElement().satisfies(b -> assertThat(b.revision()).isEqualTo(2));
    assertThat(questions()).isEmpty();
  }

  @Test
  void correctedTimes_otherLength_afterTheBill_askAPerson() {
    take(entry(1, 1), exit(2, 1, HOUR));

    take(anchor(3), changed(4, 1, 3, "CLOSED", HOUR.plusMinutes(5)));

    assertThat(bills()).singleElement().satisfies(b -> assertThat(b.minutes()).isEqualTo(60));
    assertThat(questions()).containsExactly(Kind.CORRECTED_AFTER_BILL);
  }

  @Test
  void closedSession_isBilled_once() {
    take(entry(1, 1), exit(2, 1, HOUR));
    take(exit(2, 1, HOUR));

    assertThat(bills())
        .singleElement()
        .satisfies(
            stay -> {
              assertThat(stay.plate()).isEqualTo("浙A00001");
              assertThat(stay.minutes()).isEqualTo(60);
              assertThat(stay.fen()).isEqualTo(300);
              assertThat(stay.session()).isEqualTo(sessionId(1));
              assertThat(stay.toString()).contains("浙A0***1").doesNotContain("浙A00001");
            });
  }

  @Test
  void exitBeforeItsEntry_waits_andIsBilledInOrder() {
    take(exit(2, 1, HOUR));
    assertThat(bills()).isEmpty();

    take(entry(1, 1));

    assertThat(bills()).hasSize(1);
    assertThat(ledger.state(STREAM, true)).isEqualTo(new StreamState(2, List.of()));
  }

  @Test
  void eventBehindAGap_isApplied_whenTheWindowIsOver() {
    take(exit(5, 1, HOUR));
    nowMillis += WINDOW_MILLIS - 1;
    assertThat(ledger.settle(nowMillis)).isEmpty();
    assertThat(bills()).isEmpty();

    nowMillis += 1;
    assertThat(ledger.settle(nowMillis)).containsExactly(STREAM);

    assertThat(bills()).hasSize(1);
    assertThat(ledger.state(STREAM, true).missing()).containsExactly(new Gap(1, 4));
  }

  @Test
  void lateEntry_behindItsBilledExit_changesNothing() {
    take(exit(2, 1, HOUR));
    nowMillis += WINDOW_MILLIS;
    ledger.settle(nowMillis);

    take(entry(1, 1));

    assertThat(bills()).hasSize(1);
    assertThat(questions()).isEmpty();
  }

  @Test
  void gap_thatIsBeingFilled_isNotReported() {
    take(entry(10, 10));
    for (int seq = 1; seq < 9; seq++) {
      nowMillis += WINDOW_MILLIS - 1;
      take(entry(seq, seq));
      assertThat(ledger.settle(nowMillis)).isEmpty();
    }
    nowMillis += WINDOW_MILLIS;
    assertThat(ledger.settle(nowMillis)).containsExactly(STREAM);
    assertThat(ledger.state(STREAM, true).missing()).containsExactly(new Gap(9, 9));
  }

  @Test
  void manyGaps_areReported_inBoundedPortions() {
    for (int seq = 2; seq <= 400; seq += 2) {
      take(entry(seq, seq));
    }
    assertThat(ledger.state(STREAM, true).missing()).hasSize(50).contains(new Gap(1, 1));
    assertThat(report().streams().get(0).gaps()).hasSize(200);
  }

  @Test
  void unknownExit_isAQuestion_andNeverABill() {
    take(entry(1, 1), changed(2, 1, 2, "CLOSED", null));

    assertThat(bills()).isEmpty();
    assertThat(questions()).containsExactly(Kind.EXIT_UNKNOWN);
  }

  @Test
  void correction_answersTheQuestion_andBills() {
    take(entry(1, 1), changed(2, 1, 2, "CLOSED", null), changed(3, 1, 3, "CLOSED", HOUR));

    assertThat(bills()).hasSize(1);
    assertThat(questions()).isEmpty();
  }

  @Test
  void correctionAfterTheBill_asks_andBillsNothingMore() {
    take(entry(1, 1), exit(2, 1, HOUR), changed(3, 1, 3, "CLOSED", HOUR.multipliedBy(3)));

    assertThat(bills()).extracting(Stay::fen).containsExactly(300L);
    assertThat(questions()).containsExactly(Kind.CORRECTED_AFTER_BILL);
  }

  @Test
  void voidedAfterTheBill_asks() {
    take(entry(1, 1), exit(2, 1, HOUR), changed(3, 1, 3, "VOIDED", null));

    assertThat(bills()).hasSize(1);
    assertThat(questions()).containsExactly(Kind.CORRECTED_AFTER_BILL);
  }

  @Test
  void correctionThatChangesNoMoney_asksNothing() {
    take(entry(1, 1), exit(2, 1, HOUR), changed(3, 1, 3, "CLOSED", HOUR));

    assertThat(bills()).hasSize(1);
    assertThat(questions()).isEmpty();
  }

  @Test
  void lowerRevision_isIgnored() {
    take(changed(1, 1, 5, "VOIDED", null), changed(2, 1, 4, "CLOSED", HOUR));

    assertThat(bills()).isEmpty();
    assertThat(questions()).isEmpty();
  }

  @Test
  void sessionUnderReview_orWithoutPlate_orBackInTime_isAQuestion() {
    ObjectNode review = exit(1, 1, HOUR);
    session(review).put("review", true);
    ObjectNode nameless = exit(2, 2, HOUR);
    session(nameless).putNull("plate");
    ObjectNode reversed = exit(3, 3, HOUR.negated());
    session(reversed).remove("stayMillis");

    take(review, nameless, reversed);

    assertThat(bills()).isEmpty();
    assertThat(questions())
        .containsExactlyInAnyOrder(Kind.REVIEW, Kind.NO_PLATE, Kind.TIMES_REVERSED);
  }

  @Test
  void stayMillis_ofTheEdge_overrulesItsWallClock() {
    ObjectNode clockWasSet = exit(1, 1, HOUR.multipliedBy(5));
    session(clockWasSet).put("stayMillis", Duration.ofMinutes(45).toMillis());

    take(clockWasSet);

    assertThat(bills()).extracting(Stay::minutes).containsExactly(45L);
  }

  @Test
  void orphanExit_isAQuestion_untilASessionClaimsItsPassage() {
    take(orphan(1, 1007));
    assertThat(questions()).containsExactly(Kind.ORPHAN_EXIT);

    take(changed(2, 7, 2, "CLOSED", HOUR));

    assertThat(questions()).isEmpty();
    assertThat(bills()).hasSize(1);
  }

  @Test
  void sameNumber_withAnotherId_isRefused_andTheFirstStays() {
    take(entry(1, 1));
    ObjectNode impostor = exit(1, 1, HOUR);
    impostor.put("id", sessionId(99));

    List<Answer> answers = take(impostor, impostor);

    assertThat(answers)
        .allSatisfy(
            answer -> assertThat(answer.nack().orElseThrow().code()).isEqualTo(Nack.Code.INVALID));
    assertThat(bills()).isEmpty();
    assertThat(report().streams().get(0).refused()).isEqualTo(1);
  }

  @Test
  void sameId_withAnotherNumber_isRefused() {
    ObjectNode first = entry(1, 1);
    ObjectNode again = entry(2, 2);
    again.put("id", first.get("id").asText());

    assertThat(take(first, again).get(1).nack()).isPresent();
  }

  @Test
  void refusedNumber_holdsUpNothing() {
    ObjectNode bad = entry(1, 1);
    session(bad).put("state", "PERHAPS");

    take(bad, exit(2, 1, HOUR));

    assertThat(ledger.state(STREAM, true)).isEqualTo(new StreamState(2, List.of()));
    assertThat(bills()).hasSize(1);
  }

  @Test
  void claimBeyondWhatIsStored_isAGap() {
    take(entry(1, 1));
    ledger.claim(STREAM, 4, nowMillis);
    nowMillis += WINDOW_MILLIS;

    assertThat(ledger.settle(nowMillis)).containsExactly(STREAM);
    assertThat(ledger.state(STREAM, true).missing()).containsExactly(new Gap(2, 4));
  }
}
