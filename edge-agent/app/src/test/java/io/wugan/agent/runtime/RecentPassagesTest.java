package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.lane.PassageRecorder;
import io.wugan.agent.testing.BoardTime;
import io.wugan.agent.testing.Passages;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lot.LeaveToKeeper;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentPassagesTest {

  private static final String DATE = "2026-03-01T08:00:00Z";

  @TempDir Path directory;
  private final BoardTime board = BoardTime.bootedAt(DATE);
  private final TimeOrderedIds ids = new TimeOrderedIds(board, new Random(7));
  private SqliteLedger ledger;
  private PassageRecorder recorder;

  @BeforeEach
  void open() throws IOException {
    ledger = SqliteLedger.open(directory, new EventCodec("s1", "e1"), ids);
    FileEvidenceStore evidence = new FileEvidenceStore(directory.resolve("evidence"));
    recorder = new PassageRecorder(ledger, evidence, new LeaveToKeeper(), ids::next, board);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private UUID pass(Direction direction) {
    Passage passage = Passages.of(ids.next(), direction, Optional.of("浙A12345"), board.now());
    recorder.submit(passage).join();
    return passage.id();
  }

  private List<UUID> recent(String lane) {
    return RecentPassages.of(directory, lane, board.now()).stream()
        .map(PassageFacts::ref)
        .map(ref -> ref.passageId())
        .toList();
  }

  @Test
  void passagesOfTheLane_areThere_theLatestLast() {
    UUID first = pass(Direction.ENTER);
    UUID elsewhere = pass(Direction.EXIT);
    board.pass(Duration.ofSeconds(20));
    UUID second = pass(Direction.ENTER);

    assertThat(recent("entry")).containsExactly(first, second);
    assertThat(recent("exit")).containsExactly(elsewhere);
    assertThat(recent("another")).isEmpty();
  }

  @Test
  void longAgo_isLeftOut() {
    pass(Direction.ENTER);
    board.pass(Duration.ofMinutes(11));

    assertThat(recent("entry")).isEmpty();
  }

  @Test
  void otherBoot_countsOnlyWhereBothClocksAreKnown() {
    pass(Direction.ENTER);
    board.reboot(DATE);
    assertThat(recent("entry")).as("nobody knows how long ago").isEmpty();

    board.synchronise("2026-03-01T09:00:00Z");
    UUID known = pass(Direction.ENTER);
    board.reboot(DATE);
    board.synchronise("2026-03-01T09:01:00Z");
    assertThat(recent("entry")).containsExactly(known);
  }
}
