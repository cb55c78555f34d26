package io.wugan.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.testing.Passages;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code wugan evidence} on a real ledger and real files, without an agent. */
class EvidenceCommandTest {

  private static final int MB = 1 << 20;

  @TempDir Path directory;
  private final SystemLotClock clock = new SystemLotClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(3));
  private final ChangeWriter writer = new ChangeWriter(ids::next);
  private final SessionKeeper keeper =
      new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
  private BoardCommand board;

  @BeforeEach
  void board() throws IOException {
    board =
        new BoardCommand(directory, "evidence", ids, "evidence: {quotaMb: 100, keepFreeMb: 64}");
  }

  /** A vehicle that came and went, with a picture of {@code megabytes} each time, long ago. */
  private List<Passage> stay(String plate, int megabytes) throws IOException {
    List<Passage> both = new ArrayList<>();
    FileEvidenceStore files = new FileEvidenceStore(board.data().resolve("evidence"));
    try (SqliteLedger ledger = board.open()) {
      for (Direction direction : List.of(Direction.ENTER, Direction.EXIT)) {
        byte[] jpeg = new byte[megabytes * MB];
        jpeg[0] = (byte) both.size();
        jpeg[1] = (byte) plate.charAt(plate.length() - 1);
        EvidenceRef kept = files.store(new EvidenceImage(EvidenceKind.SCENE, clock.now(), jpeg));
        Files.setLastModifiedTime(file(kept), FileTime.from(Instant.now().minusSeconds(3600)));
        Passage passage =
            Passages.withPictures(
                Passages.of(ids.next(), direction, Optional.of(plate), clock.now()), List.of(kept));
        ledger
            .submit(
                book ->
                    writer.write(
                        Optional.of(passage), keeper.decide(passage, book), book, passage.at()))
            .join();
        both.add(passage);
      }
    }
    return both;
  }

  private Path file(EvidenceRef picture) {
    return FileEvidenceStore.fileOf(board.data().resolve("evidence"), picture.sha256());
  }

  private static EvidenceRef picture(Passage passage) {
    return passage.images().get(0);
  }

  private String session() {
    try (LedgerView view = LedgerView.open(board.data())) {
      return view.listSessions(SessionState.CLOSED, 9).get(0).id().toString();
    }
  }

  @Test
  void heldStay_outlivesTheQuota_andGoesOnceReleased() throws IOException {
    List<Passage> disputed = stay("浙A12345", 40);
    String stay = session();
    assertThat(board.run("hold", "--session", stay, "--by", "li", "--reason", "driver disputes"))
        .as(board.err())
        .isZero();
    assertThat(board.out()).startsWith("done: session " + stay + " held: 2 pictures");
    List<Passage> later = stay("浙B67890", 15);

    assertThat(board.run("sweep")).as(board.err()).isZero();

    assertThat(board.out()).contains("QUOTA 1");
    assertThat(file(picture(disputed.get(0)))).exists();
    assertThat(file(picture(later.get(0)))).doesNotExist();
    assertThat(board.run("list")).isZero();
    assertThat(board.out()).contains("session " + stay, "by li: driver disputes", "1 holds");
    assertThat(board.run("stats")).isZero();
    assertThat(board.out())
        .containsPattern("SCENE +HELD +2 pictures +80.0 MB")
        .contains("3 pictures, 95.0 of 100 MB", "64 MB are to stay free");

    assertThat(board.run("release", "--session", stay, "--by", "wang", "--reason", "paid"))
        .isZero();
    stay("浙C13579", 15);
    assertThat(board.run("sweep")).isZero();
    assertThat(file(picture(disputed.get(0)))).doesNotExist();
    assertThat(board.run("list")).isZero();
    assertThat(board.out()).startsWith("0 holds");
    assertThat(board.run("list", "--ended", "--format", "jsonl")).isZero();
    assertThat(board.out()).contains("\"released\":", "\"by\":\"wang\"", "\"reason\":\"paid\"");
  }

  @Test
  void prunedPicture_isToldInReviews_withItsDay() throws IOException {
    FileEvidenceStore files = new FileEvidenceStore(board.data().resolve("evidence"));
    EvidenceRef kept =
        files.store(new EvidenceImage(EvidenceKind.SCENE, clock.now(), new byte[101 * MB]));
    Files.setLastModifiedTime(file(kept), FileTime.from(Instant.now().minusSeconds(3600)));
    Passage exit =
        Passages.withPictures(
            Passages.of(ids.next(), Direction.EXIT, Optional.of("浙A12345"), clock.now()),
            List.of(kept));
    try (SqliteLedger ledger = board.open()) {
      ledger
          .submit(
              book -> writer.write(Optional.of(exit), keeper.decide(exit, book), book, exit.at()))
          .join();
    }
    assertThat(board.run("sweep")).isZero();

    BoardCommand reviews = new BoardCommand(directory, "sessions", ids);
    assertThat(reviews.run("reviews")).isZero();
    assertThat(reviews.out())
        .contains(
            kept.sha256() + ".jpg  (pruned on " + clock.now().utc().toString().substring(0, 10))
        .contains(", QUOTA)");
  }

  @Test
  void onePicture_isHeldByItsName_andTheSameAgainIsNoSecondHold() throws IOException {
    String name = picture(stay("浙A12345", 1).get(0)).sha256();
    for (String told : List.of(" held: 1 pictures", " held before: 1 pictures")) {
      assertThat(board.run("hold", "--picture", name, "--by", "li", "--reason", "police")).isZero();
      assertThat(board.out()).contains("done: picture " + name + told);
    }
    assertThat(board.run("list")).isZero();
    assertThat(board.out()).contains("1 holds");
  }

  @Test
  void whatIsWrong_isTold() throws IOException {
    stay("浙A12345", 1);
    String nobody = new UUID(1, 1).toString();
    assertThat(board.run("hold", "--session", nobody, "--by", "li", "--reason", "x"))
        .isEqualTo(ExitStatus.FAILED);
    assertThat(board.out()).contains("refused: there is no session " + nobody);
    assertThat(board.run("release", "--passage", nobody, "--by", "li", "--reason", "x"))
        .isEqualTo(ExitStatus.FAILED);
    assertThat(board.out()).contains("refused: nothing holds passage " + nobody);
    assertThat(board.run("hold", "--picture", "abc", "--by", "li", "--reason", "x"))
        .isEqualTo(ExitStatus.WRONG_USE);
    assertThat(board.err()).contains("'abc' is no SHA-256", "64 digits");
    assertThat(board.run("hold", "--by", "li", "--reason", "x")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(board.run("hold", "--session", nobody, "--by", "li", "--reason", " "))
        .isEqualTo(ExitStatus.WRONG_USE);
    assertThat(board.err()).contains("must not be blank");
  }
}
