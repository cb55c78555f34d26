package io.wugan.agent.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.testing.Passages;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.LaneRole;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.lane.VehicleSighting;
import io.wugan.core.ledger.Commit;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that does not answer (F21): the lane goes on, and every vehicle becomes a record. */
class PictureQueueTest {

  private static final int VEHICLES = PictureQueue.CAPACITY + 20;

  @TempDir Path data;
  private final SystemLotClock clock = new SystemLotClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(4));

  private VehicleSighting vehicle(int number) {
    return new VehicleSighting(
        Lane.of("E1", LaneRole.ENTRY),
        Direction.ENTER,
        TriggerSource.VIDEO,
        Passages.of(Direction.ENTER, "浙A%05d".formatted(number), Duration.ZERO).plate(),
        Optional.empty(),
        clock.now(),
        clock.now(),
        3,
        List.of(new EvidenceImage(EvidenceKind.SCENE, clock.now(), new byte[] {7, (byte) number})),
        Set.of());
  }

  @Test
  void diskThatDoesNotAnswer_keepsNobodyWaiting_andCostsPicturesOnly() throws Exception {
    FileEvidenceStore files = new FileEvidenceStore(data.resolve("evidence"));
    CountDownLatch answers = new CountDownLatch(1);
    try (SqliteLedger ledger = SqliteLedger.open(data, new EventCodec("s1", "e1"), ids)) {
      PassageRecorder recorder =
          new PassageRecorder(
              ledger,
              image -> {
                await(answers);
                return files.store(image);
              },
              new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next),
              ids::next,
              clock);
      PendingPassages pending = new PendingPassages("E1", recorder);
      try (PictureQueue queue = new PictureQueue("E1", recorder)) {
        List<CompletableFuture<Passage>> kept = new ArrayList<>();
        for (int i = 0; i < VEHICLES; i++) {
          // Would never come back if it waited for the disk.
          kept.add(queue.keep(vehicle(i)));
          pending.add(kept.get(i));
        }
        int waiting = PictureQueue.CAPACITY + 1; // one is at the disk
        assertThat(kept.subList(0, waiting)).noneMatch(CompletableFuture::isDone);
        assertThat(kept.subList(waiting, VEHICLES))
            .allMatch(CompletableFuture::isDone)
            .allMatch(passage -> passage.join().images().isEmpty());
        assertThat(pending.poll(0)).isEmpty();

        answers.countDown();
        List<Commit> captured = new ArrayList<>();
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> {
                  captured.addAll(pending.poll(System.nanoTime() / 1_000_000));
                  return captured.size() == VEHICLES;
                });
        assertThat(captured)
            .extracting(commit -> commit.change().passage().orElseThrow().id())
            .as("in the order in which they passed")
            .containsExactlyElementsOf(kept.stream().map(done -> done.join().id()).toList());
        assertThat(kept.subList(0, waiting)).allMatch(done -> done.join().images().size() == 1);
      }
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IOException("the test did not let go");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }
}
