package io.wugan.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.contract.CloudAck.Nack;
import io.wugan.sync.contract.CloudAck.SeqRange;
import io.wugan.sync.contract.NackCode;
import io.wugan.sync.testing.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {

  private static final Instant NOW = Samples.START;

  @TempDir Path directory;
  private final Samples samples = new Samples(3);
  private SqliteLedger ledger;
  private Outbox outbox;

  @BeforeEach
  void open() {
    ledger = samples.open(directory);
    outbox = ledger.outbox();
    samples.fill(ledger, 0, 10, 0);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private AckOutcome apply(long upto, List<Long> also, List<Nack> nack, List<SeqRange> missing) {
    CloudAck ack = new CloudAck(ledger.epoch().toString(), upto, also, nack, missing);
    return outbox.apply(ack, NOW).join();
  }

  private List<Long> pending() {
    return outbox.listPending(1, Long.MAX_VALUE, 100).stream().map(OutboxRow::seq).toList();
  }

  @Test
  void records_wait_inOrder_intact() {
    assertThat(pending()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(outbox.listPending(List.of(7L, 3L)))
        .allMatch(OutboxRow::intact)
        .extracting(OutboxRow::seq)
        .containsExactly(7L, 3L);
    assertThat(outbox.counts()).isEqualTo(new OutboxCounts(10, 0, 10, 0));
  }

  @Test
  void ack_settlesCumulativelyAndSelectively_once() {
    AckOutcome first = apply(4, List.of(6L, 9L), List.of(), List.of());
    AckOutcome again = apply(4, List.of(6L, 9L), List.of(), List.of());

    assertThat(first.acked()).isEqualTo(6);
    assertThat(again.acked()).isZero();
    assertThat(pending()).containsExactly(5L, 7L, 8L, 10L);
    assertThat(outbox.counts().ackedSeq()).isEqualTo(4);
  }

  @Test
  void refusedForGood_isSetApart_andNeverDeleted() {
    apply(0, List.of(), List.of(new Nack(2, NackCode.INVALID, "bad")), List.of());
    apply(10, List.of(), List.of(), List.of());
    outbox.purgeAcked(NOW.plus(Duration.ofDays(1)), 500).join();

    assertThat(outbox.list(1, 100)).extracting(OutboxRow::seq).containsExactly(2L);
    assertThat(outbox.list(1, 100).get(0).state()).isEqualTo(OutboxState.APART);
    assertThat(outbox.counts()).isEqualTo(new OutboxCounts(10, 10, 0, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {Outbox.HANGS_UP, Outbox.TOO_LARGE, Outbox.DAMAGED})
  void setApartByTheBoard_isFreeOnceTheCloudHasIt(String reason) {
    outbox.setApart(4, reason, NOW).join();
    outbox.setApart(8, reason, NOW).join();
    apply(3, List.of(), List.of(new Nack(2, NackCode.INVALID, "bad")), List.of());
    assertThat(outbox.counts().setApart()).as("not covered yet").isEqualTo(3);

    AckOutcome outcome = apply(6, List.of(8L), List.of(), List.of());

    assertThat(outcome.acked()).isEqualTo(4);
    assertThat(outbox.counts()).isEqualTo(new OutboxCounts(10, 6, 3, 1));
    assertThat(outbox.list(2, 1).get(0).state())
        .as("what the cloud refused stays refused")
        .isEqualTo(OutboxState.APART);
    assertThat(apply(6, List.of(8L), List.of(), List.of()).acked()).isZero();
  }

  @Test
  void setApartByTheBoardBeforeARestart_isFreeOnceTheCloudHasIt() {
    outbox.setApart(4, Outbox.HANGS_UP, NOW).join();
    ledger.close();
    ledger = samples.open(directory);
    outbox = ledger.outbox();

    apply(10, List.of(), List.of(), List.of());

    assertThat(outbox.counts()).isEqualTo(new OutboxCounts(10, 10, 0, 0));
    outbox.purgeAcked(NOW.plus(Duration.ofDays(1)), 500).join();
    assertThat(outbox.list(1, 100)).isEmpty();
  }

  @Test
  void setApart_acknowledgedByNumber_isFree() {
    apply(0, List.of(), List.of(new Nack(2, NackCode.UNSUPPORTED, "v2?")), List.of());

    assertThat(apply(0, List.of(2L), List.of(), List.of()).acked()).isEqualTo(1);
    assertThat(outbox.counts().setApart()).isZero();
  }

  @Test
  void retry_leavesTheRecordWaiting_evenIfItWasAcknowledged() {
    apply(3, List.of(), List.of(), List.of());
    apply(0, List.of(), List.of(new Nack(3, NackCode.RETRY, "")), List.of());

    assertThat(pending()).startsWith(3L, 4L);
  }

  @Test
  void missing_waitsAgain_evenIfItWasAcknowledged() {
    apply(10, List.of(), List.of(), List.of());

    AckOutcome outcome = apply(0, List.of(), List.of(), List.of(new SeqRange(3, 5)));

    assertThat(outcome.again()).isEqualTo(3);
    assertThat(outcome.gone()).isZero();
    assertThat(pending()).containsExactly(3L, 4L, 5L);
  }

  @Test
  void missing_deletedOrNeverWritten_isToldApart() {
    apply(4, List.of(), List.of(), List.of());
    outbox.purgeAcked(NOW.plusSeconds(1), 500).join();

    AckOutcome outcome = apply(0, List.of(), List.of(), List.of(new SeqRange(3, Long.MAX_VALUE)));

    assertThat(outcome.again()).isEqualTo(6);
    assertThat(outcome.gone()).isEqualTo(2);
  }

  @Test
  void ackOfAnotherEpoch_orOfUnknownNumbers_changesNothing() {
    CloudAck other = new CloudAck("other", 10, List.of(), List.of(), List.of());

    assertThatThrownBy(() -> outbox.apply(other, NOW).join()).hasMessageContaining("never wrote");
    assertThatThrownBy(() -> apply(11, List.of(), List.of(), List.of()))
        .hasMessageContaining("never wrote");
    assertThat(pending()).hasSize(10);
  }

  @Test
  void sent_countsTries_andStaysPending() {
    outbox.markSent(List.of(1L, 2L)).join();
    outbox.markSent(List.of(1L)).join();

    OutboxRow row = outbox.listPending(List.of(1L)).get(0);
    assertThat(row.state()).isEqualTo(OutboxState.SENT);
    assertThat(row.tries()).isEqualTo(2);
    assertThat(pending()).hasSize(10);
  }

  @Test
  void purge_deletesInChunks_onlyWhatIsOld() {
    apply(10, List.of(), List.of(), List.of());

    assertThat(outbox.purgeAcked(NOW, 4).join()).isZero();
    assertThat(outbox.purgeAcked(NOW.plusMillis(1), 4).join()).isEqualTo(4);
    assertThat(outbox.purgeAcked(NOW.plusMillis(1), 500).join()).isEqualTo(6);
  }

  @Test
  void damagedPayload_isNoticed() {
    ledger
        .enqueue(
            database -> {
              database.execute("UPDATE outbox SET payload = x'00' WHERE seq = 4");
              return true;
            })
        .join();

    assertThat(outbox.listPending(List.of(4L)).get(0).intact()).isFalse();
  }

  @Test
  void fresh_beginsBehindTheLastOldOne() {
    long mono = Samples.at(0).monoMillis();
    samples.fill(ledger, 20, 2, 60_000);

    assertThat(outbox.findFreshFrom(1, Samples.BOOT, mono)).isEqualTo(1);
    assertThat(outbox.findFreshFrom(1, Samples.BOOT, mono + 1)).isEqualTo(11);
    assertThat(outbox.findFreshFrom(1, Samples.BOOT, mono + 60_001)).isEqualTo(13);
    assertThat(outbox.findFreshFrom(1, "another boot", mono)).isEqualTo(13);
  }
}
