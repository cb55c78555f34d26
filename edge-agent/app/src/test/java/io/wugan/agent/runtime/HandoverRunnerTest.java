package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.agent.lane.DriverMessages;
import io.wugan.agent.lane.PassageRecorder;
import io.wugan.agent.testing.Passages;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.Commit;
import io.wugan.core.lot.Handover;
import io.wugan.core.lot.HandoverException;
import io.wugan.core.lot.LeaveToKeeper;
import io.wugan.core.lot.PassageForwarder;
import io.wugan.core.lot.Receipt;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate's board, with its own ledger, whose keeper comes and goes. */
class HandoverRunnerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final LotClock clock = () -> Passages.at(Duration.ZERO);
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(7));
  private final List<UUID> kept = new CopyOnWriteArrayList<>();
  private final AtomicInteger troubles = new AtomicInteger();
  private SqliteLedger ledger;
  private PassageRecorder recorder;

  @BeforeEach
  void open() throws IOException {
    ledger = SqliteLedger.open(directory.resolve("ledger"), new EventCodec("s1", "gate"), ids);
    FileEvidenceStore evidence = new FileEvidenceStore(directory.resolve("evidence"));
    recorder = new PassageRecorder(ledger, evidence, new LeaveToKeeper(), ids::next, clock);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Receipt keep(Handover handover) throws HandoverException {
    if (troubles.getAndDecrement() > 0) {
      if (troubles.get() == 0) {
        throw new HandoverException("the keeper is away");
      }
      throw new IllegalStateException("a fault of the link");
    }
    List<UUID> taken = handover.passages().stream().map(Passage::id).toList();
    kept.addAll(taken);
    return new Receipt(taken);
  }

  private HandoverRunner runner() {
    return new HandoverRunner(
        new PassageForwarder("gate", ledger.waitingPassages(), this::keep, new Random(1)));
  }

  private Passage capture(Direction direction, int minute) {
    Passage passage = Passages.of(direction, "浙A12345", Duration.ofMinutes(minute));
    recorder.submit(passage).join();
    return passage;
  }

  @Test
  void passages_areHandedOverOnce_inTheirOrder_andNothingIsToldFromHere() throws Exception {
    HandoverRunner runner = runner();
    Passage first = capture(Direction.ENTER, 0);
    runner.start();
    Passage second = capture(Direction.EXIT, 5);

    await().atMost(PATIENCE).until(() -> ledger.waitingPassages().count() == 0);
    runner.close();

    assertThat(kept).containsExactly(first.id(), second.id());
    assertThat(ledger.outbox().lastSeq()).isZero();
    assertThat(ledger.occupancy()).isZero();
  }

  @Test
  void keeperAway_passagesWait_andGoWhenItIsBack() throws Exception {
    troubles.set(1);
    HandoverRunner runner = runner();
    runner.start();
    Passage passage = capture(Direction.ENTER, 0);

    await().atMost(PATIENCE).until(() -> kept.contains(passage.id()));
    runner.close();
    assertThat(troubles.get()).as("it was away once").isNegative();
  }

  @Test
  void stopped_whatWaits_isThereAfterTheNextStart() throws Exception {
    HandoverRunner stopped = runner();
    stopped.start();
    stopped.close();
    Passage passage = capture(Direction.ENTER, 0);
    assertThat(kept).isEmpty();
    ledger.close();

    open();
    HandoverRunner next = runner();
    next.start();
    await().atMost(PATIENCE).until(() -> kept.contains(passage.id()));
    next.close();
  }

  @Test
  void driver_readsWhatHoldsWithoutTheKeeper() {
    assertThat(shown(Direction.ENTER)).containsExactly("浙A12345", "欢迎光临");
    assertThat(shown(Direction.EXIT)).containsExactly("浙A12345", "一路平安", "请离场后付费");
    assertThat(shown(Direction.UNKNOWN)).isEmpty();
  }

  private List<String> shown(Direction direction) {
    Commit commit =
        recorder.submit(Passages.of(direction, "浙A12345", Duration.ofMinutes(9))).join();
    return DriverMessages.standard().of(commit).lines();
  }
}
