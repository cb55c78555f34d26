package io.wugan.agent.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWork;
import io.wugan.core.session.Correction;
import io.wugan.core.session.Correction.Change;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.SqliteLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskTest {

  private static final UUID NOBODY = new UUID(1, 1);

  @TempDir Path data;
  private final SystemLotClock clock = new SystemLotClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(2));

  /** A ledger that does not write the first piece of work. */
  private record FailsOnce(Ledger real, int[] calls) implements Ledger {
    @Override
    public CompletableFuture<Commit> submit(LedgerWork work) {
      return calls[0]++ == 0
          ? CompletableFuture.failedFuture(new LedgerException("disk full"))
          : real.submit(work);
    }

    @Override
    public void close() {
      real.close();
    }
  }

  private Correction correction() {
    return new Correction(
        ids.next(),
        Correction.Origin.OPERATOR,
        "li",
        "",
        Optional.of(NOBODY),
        OptionalInt.empty(),
        Optional.empty(),
        new Change.ForgetExit());
  }

  @Test
  void oneThatCannotBeApplied_waits_andHoldsUpNoOther() throws Exception {
    CorrectionInbox inbox = new CorrectionInbox(data.resolve("desk"));
    Correction first = correction();
    Correction second = correction();
    inbox.submit(new DeskOrder.Correct(first));
    inbox.submit(new DeskOrder.Correct(second));
    Path junk = Files.writeString(data.resolve("desk").resolve("0.order"), "no JSON");
    SqliteLedger real = SqliteLedger.open(data, new EventCodec("s1", "e1"), ids);
    try (Ledger ledger = new FailsOnce(real, new int[1])) {
      Desk desk =
          new Desk(
              inbox,
              new CorrectionService(ledger, ids::next, clock),
              new ListService(real),
              new ResendService(real.outbox(), from -> {}));

      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(desk::applyWaiting)
          .withMessageContaining("disk full");

      assertThat(inbox.await(second.id(), Duration.ofMillis(1)).orElseThrow().text())
          .contains("no session " + NOBODY);
      assertThat(inbox.await(first.id(), Duration.ofMillis(1))).isEmpty();
      assertThat(junk).doesNotExist();
      assertThat(data.resolve("desk").resolve("0.order.bad")).exists();

      desk.applyWaiting();
      assertThat(inbox.await(first.id(), Duration.ofMillis(1))).isPresent();
      desk.close();
    }
  }
}
