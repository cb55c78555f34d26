package io.wugan.lab.billing;

import static io.wugan.lab.billing.EventFixture.EDGE;
import static io.wugan.lab.billing.EventFixture.STREAM;
import static io.wugan.lab.billing.EventFixture.changed;
import static io.wugan.lab.billing.EventFixture.entry;
import static io.wugan.lab.billing.EventFixture.exit;
import static io.wugan.lab.billing.EventFixture.message;
import static io.wugan.lab.billing.EventFixture.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.lab.billing.Question.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Counts that end and begin, databases that went back in time, prices that change. */
class EpochAndDigestTest extends LedgerFixture {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String NEXT_EPOCH = new UUID(0x0190_0000_0000_7000L, 2).toString();

  private static ObjectNode underEpoch(ObjectNode event, String epoch, long seq) {
    return event.put("epoch", epoch).put("seq", Long.toString(seq));
  }

  @Test
  void sameId_underANewEpoch_countsAsHad_andChangesNoBill() {
    take(entry(1, 1), exit(2, 1, HOUR));
    StreamId salvaged = new StreamId(EDGE, NEXT_EPOCH);

    List<Answer> answers =
        take(underEpoch(exit(2, 1, HOUR), NEXT_EPOCH, 1), underEpoch(entry(3, 3), NEXT_EPOCH, 2));

    assertThat(answers).hasSize(2).allSatisfy(answer -> assertThat(answer.nack()).isEmpty());
    assertThat(ledger.state(salvaged, true)).isEqualTo(new StreamState(2, List.of()));
    assertThat(bills()).singleElement().satisfies(bill -> assertThat(bill.revision()).isEqualTo(2));
    assertThat(report().streams().get(1).refused()).isZero();

    // Once more, and another event under the number that it has now.
    List<Answer> again = take(underEpoch(exit(2, 1, HOUR), NEXT_EPOCH, 1));
    List<Answer> other = take(underEpoch(entry(9, 9), NEXT_EPOCH, 1));

    assertThat(again.get(0).nack()).isEmpty();
    assertThat(other.get(0).nack()).isPresent();
    assertThat(bills()).hasSize(1);
  }

  @Test
  void sameId_ofAnotherEdge_isRefused() {
    take(entry(1, 1));
    EdgeId other = new EdgeId("lot1", "e2");
    ObjectNode copied = entry(1, 1).put("source", other.source());

    List<Answer> answers =
        ledger.take(new EventReader(1 << 20).read(other, message(List.of(copied))), nowMillis);

    assertThat(answers.get(0).nack()).isPresent();
  }

  private Birth birth(String epoch, Optional<Birth.Closes> closes) {
    return new Birth(new StreamId(EDGE, epoch), 0, closes);
  }

  @Test
  void newEpoch_withoutAWordAboutTheLast_isAQuestion_untilABirthExplainsIt() {
    take(entry(1, 1), exit(2, 1, HOUR));
    ledger.born(birth(NEXT_EPOCH, Optional.empty()), nowMillis);

    assertThat(questions()).containsExactly(Kind.EPOCH_UNEXPLAINED);

    Birth.Closes closes = new Birth.Closes(EventFixture.EPOCH, 2);
    ledger.born(birth(NEXT_EPOCH, Optional.of(closes)), nowMillis);

    assertThat(questions()).isEmpty();
  }

  @Test
  void newEpoch_thatClosesTheLast_asksNothing_andItsGapsAreLeftAlone() {
    take(entry(1, 1), entry(4, 4));
    Birth.Closes closes = new Birth.Closes(EventFixture.EPOCH, 5);
    ledger.born(birth(NEXT_EPOCH, Optional.of(closes)), nowMillis);
    nowMillis += WINDOW_MILLIS;

    assertThat(questions()).isEmpty();
    assertThat(ledger.settle(nowMillis)).isEmpty();

    // The old count lives again: an old copy of the card, or a clone.
    ledger.born(birth(EventFixture.EPOCH, Optional.empty()), nowMillis);
    assertThat(questions()).containsExactly(Kind.EPOCH_UNEXPLAINED);
  }

  @Test
  void newEpoch_thatClosesTheLastTooEarly_isAQuestion() {
    take(entry(1, 1), entry(2, 2), entry(3, 3));
    Birth.Closes closes = new Birth.Closes(EventFixture.EPOCH, 2);

    ledger.born(birth(NEXT_EPOCH, Optional.of(closes)), nowMillis);

    assertThat(questions()).containsExactly(Kind.EPOCH_UNEXPLAINED);
  }

  private static String id(long seq) {
    return entry(seq, 1).get("id").asText();
  }

  private static Digest.Block block(long from, long to, List<Gap> skip, long wrongId) {
    Map<Long, String> counted = new TreeMap<>();
    for (long seq = from; seq <= to; seq++) {
      long each = seq;
      if (skip.stream().noneMatch(gap -> each >= gap.first() && each <= gap.last())) {
        counted.put(seq, seq == wrongId ? id(99_999) : id(seq));
      }
    }
    return new Digest.Block(from, to, counted.size(), DigestBook.hash(counted), skip);
  }

  private List<Gap> digest(Digest.Block... blocks) {
    return ledger.compare(new Digest(STREAM, List.of(blocks)), nowMillis);
  }

  private void takeEntries(long from, long to) {
    for (long seq = from; seq <= to; seq++) {
      take(entry(seq, (int) seq));
    }
  }

  @Test
  void digest_ofWhatIsHere_asksNothing() {
    takeEntries(1, 20);

    // 19 and 20 are here, but the edge does not know that yet.
    assertThat(digest(block(1, 20, List.of(new Gap(5, 6), new Gap(19, 20)), 0))).isEmpty();
    assertThat(questions()).isEmpty();
    assertThat(ledger.state(STREAM, true)).isEqualTo(new StreamState(20, List.of()));
  }

  @Test
  void digest_findsRowsThatAreGone_andTheyAreBilledWhenTheyComeAgain() throws Exception {
    takeEntries(1, 18);
    take(exit(19, 1, HOUR), entry(20, 20));
    execute("DELETE FROM event WHERE seq IN (7, 8, 19)");
    execute("DELETE FROM bill");
    execute("DELETE FROM session");

    assertThat(digest(block(1, 20, List.of(), 0))).containsExactly(new Gap(7, 8), new Gap(19, 19));
    assertThat(questions()).isEmpty();
    assertThat(ledger.state(STREAM, true))
        .isEqualTo(new StreamState(6, List.of(new Gap(7, 8), new Gap(19, 19))));

    take(entry(7, 7), entry(8, 8), exit(19, 1, HOUR));

    assertThat(ledger.state(STREAM, true)).isEqualTo(new StreamState(20, List.of()));
    assertThat(bills()).hasSize(1);
    assertThat(digest(block(1, 20, List.of(), 0))).isEmpty();
  }

  @Test
  void digest_ofALedgerThatIsEmpty_asksForAllOfIt() {
    assertThat(digest(block(1, 1000, List.of(), 0), block(1001, 1500, List.of(), 0)))
        .containsExactly(new Gap(1, 1000), new Gap(1001, 1500));
  }

  @Test
  void digest_ofOtherEvents_isAnIncident_untilTheyAgree() {
    takeEntries(1, 10);

    assertThat(digest(block(1, 10, List.of(), 4))).isEmpty();
    assertThat(questions()).containsExactly(Kind.DIGEST_DIFFERS);

    assertThat(digest(block(1, 10, List.of(), 0))).isEmpty();
    assertThat(questions()).isEmpty();
  }

  @Test
  void textsThatADatabaseCannotHold_areRefused_andHarmNothing() {
    ObjectNode nul = entry(1, 1);
    session(nul).put("id", "\u0000");
    ObjectNode half = entry(2, 2);
    half.put("note", "HALF");
    String text = new String(message(List.of(nul, half, entry(3, 3))), StandardCharsets.UTF_8);
    byte[] payload = text.replace("HALF", "\\" + "ud800").getBytes(StandardCharsets.UTF_8);

    List<Answer> answers = ledger.take(new EventReader(1 << 20).read(EDGE, payload), nowMillis);

    assertThat(answers)
        .extracting(answer -> answer.nack().isPresent())
        .containsExactly(true, true, false);
    assertThat(ledger.state(STREAM, true).upto()).isEqualTo(3);
  }

  @Test
  void classOfTheVehicle_learntAfterTheBill_asksAPerson() throws Exception {
    TariffBook waived =
        new TariffBook(
            "waived",
            1,
            TariffBook.CHINA,
            new TariffBook.LotTariff(Tariff.EXAMPLE, Set.of("MONTHLY")),
            Map.of());
    ledger.close();
    ledger = BillingLedger.open(database(), waived, Duration.ofMillis(WINDOW_MILLIS));
    ObjectNode monthly = exit(1, 1, HOUR);
    EventFixture.data(monthly).put("vehicleClass", "MONTHLY");
    ObjectNode late = exit(3, 2, HOUR);
    EventFixture.data(late).put("vehicleClass", "MONTHLY");

    take(monthly, changed(2, 2, 3, "CLOSED", HOUR), late);

    assertThat(bills()).extracting(Stay::fen).containsExactlyInAnyOrder(0L, 300L);
    assertThat(questions()).containsExactly(Kind.CORRECTED_AFTER_BILL);
  }

  @Test
  void otherPrices_underTheSameVersion_areRefused() throws Exception {
    TariffBook.LotTariff dearer = new TariffBook.LotTariff(new Tariff(0, 30, 500, 4000), Set.of());
    TariffBook same = TariffBook.of(Tariff.EXAMPLE);
    ledger.close();
    BillingDatabase database = database();

    assertThatThrownBy(
            () ->
                BillingLedger.open(
                    database,
                    new TariffBook(same.id(), 1, TariffBook.CHINA, dearer, Map.of()),
                    Duration.ZERO))
        .hasMessageContaining("raise its version");
    ledger =
        BillingLedger.open(
            database,
            new TariffBook(same.id(), 2, TariffBook.CHINA, dearer, Map.of()),
            Duration.ZERO);
  }

  @Test
  void billOfEarlierPrices_standsUnasked_whenItsSessionIsToldAgain() throws Exception {
    take(exit(1, 1, HOUR));
    ledger.close();
    ledger =
        BillingLedger.open(
            database(),
            TariffBook.of(new Tariff(0, 30, 500, 4000)),
            Duration.ofMillis(WINDOW_MILLIS));

    take(changed(2, 1, 3, "CLOSED", HOUR));

    assertThat(bills()).extracting(Stay::fen).containsExactly(300L);
    assertThat(bills())
        .extracting(stay -> stay.priced().tariff())
        .containsExactly("options-30-30-300-4000");
    assertThat(questions()).isEmpty();
  }
}
