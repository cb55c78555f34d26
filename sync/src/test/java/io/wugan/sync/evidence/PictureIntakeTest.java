package io.wugan.sync.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keeper of a lot, with a real ledger and real files, and pictures that come from a gate. */
class PictureIntakeTest {

  @TempDir Path directory;
  private EvidenceBoard keeper;
  private Passage passage;
  private final List<byte[]> onTheGate = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    keeper = new EvidenceBoard(directory.resolve("keeper"), 3);
    passage = keeper.vehicle(Direction.ENTER, Optional.of("浙A12345"));
    keeper.capture(passage);
    for (EvidenceRef picture : passage.images()) {
      Path file = keeper.files().find(picture.sha256()).orElseThrow();
      onTheGate.add(Files.readAllBytes(file));
      Files.delete(file);
    }
  }

  @AfterEach
  void close() {
    keeper.close();
  }

  private PictureIntake intake() {
    return new PictureIntake(
        keeper.files(), keeper.ledger().evidence(), keeper.ledger().uploads(), keeper::now);
  }

  private void giveAll() throws Exception {
    for (byte[] jpeg : onTheGate) {
      assertThat(intake().take(passage.id(), jpeg)).isTrue();
    }
  }

  @Test
  void pictures_areKeptOnce_andAreThoseOfTheirPassage() throws Exception {
    giveAll();
    giveAll();
    keeper.sweep();

    assertThat(keeper.ledger().evidence().totals().files()).isEqualTo(2);
    for (EvidenceRef picture : passage.images()) {
      assertThat(keeper.files().find(picture.sha256())).isPresent();
      assertThat(keeper.ledger().evidence().isNeeded(picture.sha256())).isTrue();
    }
  }

  @Test
  void picturesThatComeAfterTheIndexHasPassed_areIndexedToo() throws Exception {
    keeper.sweep();
    assertThat(keeper.ledger().evidence().totals().files()).isZero();
    assertThat(keeper.ledger().evidence().isPassed(passage.id())).isTrue();

    giveAll();

    assertThat(keeper.ledger().evidence().totals().files()).isEqualTo(2);
    keeper.pass(Duration.ofHours(2)); // nothing is left to adopt without its passage
    keeper.sweep();
    assertThat(keeper.ledger().evidence().totals().files()).isEqualTo(2);
  }

  @Test
  void whatNoPassageNames_isNotKept() throws Exception {
    byte[] other = onTheGate.get(0).clone();
    other[5]++;

    assertThat(intake().take(passage.id(), other)).isFalse();
    assertThat(intake().take(UUID.randomUUID(), onTheGate.get(0))).isFalse();

    for (int folder = 0; folder < 256; folder++) {
      assertThat(keeper.files().listFolder(folder)).isEmpty();
    }
  }

  @Test
  void diskWithoutSpace_isToldToTheGate() throws Exception {
    FileEvidenceStore full =
        new FileEvidenceStore(keeper.pictures(), Long.MAX_VALUE >> 1, InstantSource.system());
    PictureIntake intake =
        new PictureIntake(full, keeper.ledger().evidence(), keeper.ledger().uploads(), keeper::now);

    assertThatThrownBy(() -> intake.take(passage.id(), onTheGate.get(0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("are left to the ledger");
  }
}
