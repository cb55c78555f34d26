package io.wugan.sync.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it prunes loses no picture that is held, and leaves none that no
 * sweep finds any more.
 */
class EvidenceKillTest {

  private static final int KILLS = Integer.getInteger("wugan.kills", 4);

  @TempDir Path directory;

  @Test
  void killedWhilePruning_keepsWhatIsHeld_andForgetsNoFile() throws Exception {
    Random random = new Random(39);
    Set<String> held = new HashSet<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      held.addAll(runAndKill(kill, 65 * (4 + random.nextInt(8))));

      try (EvidenceBoard board = new EvidenceBoard(directory.resolve("board"), 1000 + kill)) {
        board.pass(Duration.ofDays(1000));
        for (String picture : held) {
          assertThat(board.files().find(picture)).as("held").isPresent();
        }
        board.quota(1000);
        SweepReport report = board.sweep();

        assertThat(report.finished()).isTrue();
        assertThat(files(board)).as("nothing but what is held is left").isEqualTo(held(board));
        assertThat(held(board)).containsAll(held);
        assertThat(report.totals().files()).isEqualTo(files(board).size());
      }
    }
  }

  private static Set<String> files(EvidenceBoard board) throws IOException {
    Set<String> there = new HashSet<>();
    for (int folder = 0; folder < 256; folder++) {
      there.addAll(board.files().listFolder(folder));
    }
    return there;
  }

  /** By the ledger: a hold may have been captured that the child did not live to tell of. */
  private static Set<String> held(EvidenceBoard board) {
    Set<String> pictures = new HashSet<>();
    try (LedgerView view = board.view()) {
      view.listHolds(false, 10_000)
          .forEach(
              hold -> pictures.addAll(view.listPictures(UUID.fromString(hold.subject().id()))));
    }
    return pictures;
  }

  private Set<String> runAndKill(long seed, int afterBytes)
      throws IOException, InterruptedException {
    Path said = directory.resolve("said");
    Process child =
        ChildJvm.of(
                EvidenceKillChild.class, directory.resolve("board").toString(), Long.toString(seed))
            .redirectOutput(said.toFile())
            .start();
    try {
      await().atMost(Duration.ofSeconds(90)).until(() -> Files.size(said) >= afterBytes);
    } finally {
      child.destroyForcibly().waitFor();
    }
    String text = Files.readString(said);
    // A last line that was cut off does not count.
    return new HashSet<>(text.substring(0, text.lastIndexOf('\n')).lines().toList());
  }
}
