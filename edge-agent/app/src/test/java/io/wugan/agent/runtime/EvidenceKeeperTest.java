package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.desk.Answer;
import io.wugan.agent.desk.EvidenceDesk;
import io.wugan.agent.desk.EvidenceOrder;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.EvidencePolicy;
import io.wugan.sync.evidence.EvidenceSweeper;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.HoldSubject;
import io.wugan.sync.ledger.SqliteLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceKeeperTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path data;
  private final SystemLotClock clock = new SystemLotClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(4));

  private static Thread thread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("evidence"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void runningKeeper_answersOrders_putsJunkAside_andEnds() throws Exception {
    Path desk = data.resolve("desk");
    FileEvidenceStore files = new FileEvidenceStore(data.resolve("evidence"));
    EvidenceRef lost =
        files.store(new EvidenceImage(EvidenceKind.SCENE, clock.now(), new byte[1000]));
    Path file = files.find(lost.sha256()).orElseThrow();
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(7200)));
    try (SqliteLedger ledger = SqliteLedger.open(data, new EventCodec("s1", "e1"), ids)) {
      EvidenceSweeper sweeper =
          new EvidenceSweeper(files, ledger.evidence(), EvidencePolicy.DEFAULT, clock);
      EvidenceKeeper keeper =
          new EvidenceKeeper(sweeper, new EvidenceDesk(desk, ledger, sweeper, clock));
      Files.createDirectories(desk);
      Files.writeString(desk.resolve("0.evidence"), "{\"order\": \"Burn\"}");
      keeper.start();

      EvidenceOrder sweep = new EvidenceOrder.Sweep(ids.next());
      EvidenceDesk.submit(desk, sweep);
      assertThat(answer(desk, sweep).text()).contains("found 1");
      EvidenceOrder hold =
          new EvidenceOrder.Hold(
              ids.next(), HoldSubject.picture(lost.sha256()), "li", "police asks");
      EvidenceDesk.submit(desk, hold);
      Answer held = answer(desk, hold);
      assertThat(held.applied()).isTrue();
      assertThat(held.text()).endsWith("held: 1 pictures");
      assertThat(desk.resolve("0.evidence.bad")).exists();
      Thread thread = thread();

      keeper.close();

      thread.join(LIMIT.toMillis());
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private static Answer answer(Path desk, EvidenceOrder order) throws Exception {
    Optional<Answer> answer = EvidenceDesk.await(desk, order.id(), LIMIT);
    assertThat(answer).as("an answer to %s", order).isPresent();
    return answer.get();
  }
}
