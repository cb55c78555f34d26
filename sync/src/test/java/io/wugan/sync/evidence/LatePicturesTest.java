package io.wugan.sync.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.lane.Passage;
import io.wugan.sync.evidence.UploadSettings.Which;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The keeper of a lot uploads pictures that a gate has taken, which come behind their records. */
@Timeout(60)
class LatePicturesTest {

  private static final Duration WEEK = UploadTimings.OF_A_KEEPER.awaited();

  @TempDir Path directory;
  private PictureStore store;
  private UploadingBoard lot;

  @BeforeEach
  void start() throws IOException {
    store = new PictureStore();
    lot = new UploadingBoard(directory, Which.ALL, store.url());
    lot.awaited = WEEK;
  }

  @AfterEach
  void stop() {
    lot.close();
    store.close();
  }

  /** The pictures of a passage, taken away from the board. */
  private List<byte[]> takeAway(Passage passage) throws IOException {
    List<byte[]> away = new ArrayList<>();
    for (EvidenceRef picture : passage.images()) {
      Path file = lot.board.files().find(picture.sha256()).orElseThrow();
      away.add(Files.readAllBytes(file));
      Files.delete(file);
    }
    return away;
  }

  @Test
  void picturesOfAnotherBoard_areUploadedOnceTheyCome_andHoldUpNoOther() throws Exception {
    Passage ofAGate = lot.enter("浙A12345");
    List<byte[]> onTheGate = takeAway(ofAGate);
    lot.enter("浙A54321");
    lot.acknowledge();

    lot.stepUntil(() -> store.whole().size() == 2);
    assertThat(lot.states()).contains("WAITING", "WAITING").doesNotContain("GONE");

    assertThat(
            lot.board
                .ledger()
                .uploads()
                .wasLookedFor(ofAGate.id(), ofAGate.images().get(0).sha256()))
        .isTrue();
    PictureIntake intake =
        new PictureIntake(
            lot.board.files(),
            lot.board.ledger().evidence(),
            lot.board.ledger().uploads(),
            lot.board::now);
    for (byte[] jpeg : onTheGate) {
      assertThat(intake.take(ofAGate.id(), jpeg)).isTrue();
    }
    for (EvidenceRef picture : ofAGate.images()) {
      assertThat(lot.board.ledger().uploads().wasLookedFor(ofAGate.id(), picture.sha256()))
          .as("looking in vain is no refusal of the server")
          .isFalse();
    }
    lot.stepUntil(lot::isDone);
    assertThat(store.whole()).hasSize(4);
    assertThat(lot.states()).containsOnly("UPLOADED");
  }

  @Test
  void picturesOfAnotherBoard_thatDoNotComeForAWeek_areGone() throws Exception {
    takeAway(lot.enter("浙A12345"));
    lot.acknowledge();
    for (int n = 0; n < 20; n++) {
      lot.step();
    }
    assertThat(lot.states()).containsOnly("WAITING");

    lot.board.pass(WEEK.plusSeconds(1));
    lot.stepUntil(lot::isDone);

    assertThat(lot.states()).containsOnly("GONE");
  }
}
