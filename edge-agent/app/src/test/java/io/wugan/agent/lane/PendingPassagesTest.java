package io.wugan.agent.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.agent.testing.Passages;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWork;
import io.wugan.core.session.Decision;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingPassagesTest {

  /** Completes what is handed in when the test says so. */
  private static final class ScriptedLedger implements Ledger {
    private final Deque<CompletableFuture<Commit>> handedIn = new ArrayDeque<>();
    private int submissions;

    @Override
    public CompletableFuture<Commit> submit(LedgerWork work) {
      submissions++;
      CompletableFuture<Commit> future = new CompletableFuture<>();
      handedIn.add(future);
      return future;
    }

    void commit(Passage passage) {
      LedgerChange change =
          new LedgerChange(
              Optional.of(passage), new Decision.DirectionUnknown(passage), List.of(), List.of());
      handedIn.remove().complete(new Commit(new UUID(0, 1), change, List.of(), 0));
    }

    void fail() {
      handedIn.remove().completeExceptionally(new LedgerException("disk full"));
    }

    @Override
    public void close() {}
  }

  private final ScriptedLedger ledger = new ScriptedLedger();
  private final PendingPassages pending =
      new PendingPassages(
          "entry",
          new PassageRecorder(
              ledger,
              image -> image.ref(),
              new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(1), UUID::randomUUID),
              UUID::randomUUID,
              () -> Passages.at(Duration.ZERO)));

  private static Passage passage(int minute) {
    return Passages.of(Direction.ENTER, "浙A12345", Duration.ofMinutes(minute));
  }

  private static CompletableFuture<Passage> kept(Passage passage) {
    return CompletableFuture.completedFuture(passage);
  }

  @Test
  void passageWhosePicturesAreNotKeptYet_waits_andSoDoLaterOnes() {
    CompletableFuture<Passage> slow = new CompletableFuture<>();
    pending.add(slow);
    pending.add(kept(passage(2)));
    assertThat(pending.poll(0)).isEmpty();
    assertThat(ledger.submissions).isZero();
    slow.complete(passage(1));
    pending.poll(1);
    assertThat(ledger.submissions).isEqualTo(1);
  }

  @Test
  void passages_areCapturedInOrderOneAtATime() {
    Passage first = passage(1);
    Passage second = passage(2);
    pending.add(kept(first));
    pending.add(kept(second));
    assertThat(pending.poll(0)).isEmpty();
    assertThat(ledger.submissions).isEqualTo(1);
    ledger.commit(first);
    assertThat(pending.poll(1))
        .extracting(c -> c.change().passage())
        .containsExactly(Optional.of(first));
    ledger.commit(second);
    assertThat(pending.poll(2)).hasSize(1);
    assertThat(pending.isEmpty()).isTrue();
  }

  @Test
  void passage_notWritten_isTriedAgainBeforeLaterOnes() {
    Passage first = passage(1);
    pending.add(kept(first));
    pending.add(kept(passage(2)));
    pending.poll(0);
    ledger.fail();
    assertThat(pending.poll(10)).isEmpty();
    assertThat(pending.size()).isEqualTo(2);
    pending.poll(100);
    assertThat(ledger.submissions).as("waits before it tries again").isEqualTo(1);
    pending.poll(500);
    assertThat(ledger.submissions).isEqualTo(2);
    ledger.commit(first);
    assertThat(pending.poll(501))
        .extracting(c -> c.change().passage())
        .containsExactly(Optional.of(first));
  }

  @Test
  void waits_growToTenSeconds() {
    pending.add(kept(passage(1)));
    List<Long> tries = new ArrayList<>();
    for (long now = 0; now < 60_000; now += 50) {
      int before = ledger.submissions;
      pending.poll(now);
      if (ledger.submissions > before) {
        tries.add(now);
        ledger.fail();
      }
    }
    long last = tries.get(tries.size() - 1) - tries.get(tries.size() - 2);
    assertThat(tries.get(1) - tries.get(0)).isBetween(200L, 400L);
    assertThat(last).isBetween(10_000L, 10_200L);
  }

  @Test
  void passages_beyondCapacity_stopTheLane() {
    for (int i = 0; i < PendingPassages.CAPACITY; i++) {
      pending.add(kept(passage(i)));
    }
    assertThatThrownBy(() -> pending.add(kept(passage(0))))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("entry")
        .hasMessageContaining("1000");
  }
}
