package io.wugan.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.agent.desk.EvidenceDesk;
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
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.evidence.EvidencePolicy;
import io.wugan.sync.evidence.EvidenceSweeper;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code wugan privacy forget} on a real ledger and real files. */
class PrivacyCommandTest {

  private static final String PLATE = "浙A12345";

  @TempDir Path directory;
  private final SystemLotClock clock = new SystemLotClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(3));
  private final ChangeWriter writer = new ChangeWriter(ids::next);
  private final SessionKeeper keeper =
      new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
  private BoardCommand board;

  @BeforeEach
  void board() throws IOException {
    board = new BoardCommand(directory, "privacy", ids);
  }

  private Path pictures() {
    return board.data().resolve("evidence");
  }

  /** A passage with a picture that was taken an hour ago. */
  private Passage pass(SqliteLedger ledger, Direction direction, String plate) throws IOException {
    byte[] jpeg = ids.next().toString().getBytes(StandardCharsets.UTF_8);
    EvidenceRef kept =
        new FileEvidenceStore(pictures())
            .store(new EvidenceImage(EvidenceKind.SCENE, clock.now(), jpeg));
    Files.setLastModifiedTime(
        FileEvidenceStore.fileOf(pictures(), kept.sha256()),
        FileTime.from(Instant.now().minusSeconds(3600)));
    Passage passage =
        Passages.withPictures(
            Passages.of(ids.next(), direction, Optional.of(plate), clock.now()), List.of(kept));
    ledger
        .submit(
            book ->
                writer.write(
                    Optional.of(passage), keeper.decide(passage, book), book, passage.at()))
        .join();
    return passage;
  }

  private void acknowledgeAll(SqliteLedger ledger) {
    long last = ledger.outbox().lastSeq();
    ledger
        .outbox()
        .apply(
            new CloudAck(ledger.epoch().toString(), last, List.of(), List.of(), List.of()),
            clock.now().utc())
        .join();
  }

  /** A stay that is over, and a vehicle after it; all acknowledged. */
  private List<Passage> stay() throws IOException {
    try (SqliteLedger ledger = board.open()) {
      List<Passage> both =
          List.of(pass(ledger, Direction.ENTER, PLATE), pass(ledger, Direction.EXIT, PLATE));
      pass(ledger, Direction.ENTER, "浙B67890");
      acknowledgeAll(ledger);
      return both;
    }
  }

  private int forget(String... more) {
    List<String> all =
        List.of("forget", "--plate", PLATE, "--by", "li", "--reason", "asked in writing");
    return board.run(Stream.concat(all.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private List<Path> filesWithIt() throws IOException {
    try (Stream<Path> walk = Files.walk(board.data())) {
      List<Path> found = new ArrayList<>();
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (bytes.contains(
            new String(PLATE.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))) {
          found.add(file);
        }
      }
      return found;
    }
  }

  @Test
  void vehicle_isForgotten_andEachFileThatStillNamesItIsTold() throws IOException {
    List<Passage> both = stay();
    BoardCommand ledger = new BoardCommand(directory, "ledger", ids);
    assertThat(ledger.run("backup")).as(ledger.err()).isZero();
    assertThat(filesWithIt()).hasSize(3);

    assertThat(forget("--dry-run")).as(board.err()).isZero();
    assertThat(board.out()).startsWith("would delete 1 stays, 0 passages of no stay");
    assertThat(FileEvidenceStore.fileOf(pictures(), both.get(0).images().get(0).sha256())).exists();

    assertThat(forget()).as(board.err()).isZero();

    assertThat(board.out())
        .startsWith("deleted 1 stays, 2 passages and 2 pictures; taken out of 2 acknowledged")
        .containsPattern("still in .*journal-\\d{8}\\.log: deleted on 20")
        .containsPattern("still in .*ledger-\\d{8}T\\d{6}Z\\.db: deleted on 20.* at the latest")
        .doesNotContain("ledger.db: ");
    List<Path> left = filesWithIt();
    assertThat(left).as("as many as are told").hasSize(2);
    assertThat(board.out()).contains(left.get(0).toString(), left.get(1).toString());
    for (Passage passage : both) {
      assertThat(FileEvidenceStore.fileOf(pictures(), passage.images().get(0).sha256()))
          .doesNotExist();
    }
    BoardCommand verify = new BoardCommand(directory, "verify", ids);
    assertThat(verify.run("--full")).as(verify.out()).isZero();

    for (Path file : left) {
      Files.delete(file);
    }
    assertThat(forget()).isZero();
    assertThat(board.out())
        .startsWith("the ledger knows nothing of it")
        .contains("no file of the board has a byte of it any more");
  }

  @Test
  void copiesToo_makeRoomForANewOne_andTheAuditIsListed() throws IOException {
    stay();
    Path old = board.data().resolve("backups").resolve("ledger-20260101T000000Z.db");
    Path damaged = board.data().resolve("ledger.damaged-20260101-000000000");
    Files.createDirectories(old.getParent());
    Files.createDirectories(damaged);
    Files.copy(board.data().resolve("ledger.db"), old);
    Files.copy(board.data().resolve("ledger.db"), damaged.resolve("ledger.db"));

    assertThat(forget("--copies")).as(board.err()).isZero();

    assertThat(board.out()).contains("made ", "deleted " + old, "deleted " + damaged);
    assertThat(filesWithIt()).singleElement().asString().contains("journal-");
    try (Stream<Path> copies = Files.list(old.getParent())) {
      assertThat(copies).hasSize(1);
    }
    assertThat(damaged).doesNotExist();
    assertThat(board.run("list")).isZero();
    assertThat(board.out()).contains("by li: asked in writing (1 stays and passages)");
    assertThat(board.run("list", "--format", "jsonl")).isZero();
    assertThat(board.out()).contains("\"reason\":\"asked in writing\",\"subjects\":1");
  }

  @Test
  void vehicleInside_staysAndIsTold_withTheStatusOfFailure() throws IOException {
    UUID inside;
    try (SqliteLedger ledger = board.open()) {
      pass(ledger, Direction.ENTER, PLATE);
      pass(ledger, Direction.ENTER, "浙B67890");
      acknowledgeAll(ledger);
    }
    try (LedgerView view = LedgerView.open(board.data())) {
      inside =
          view.listSessions(SessionState.OPEN, 9).stream()
              .filter(open -> open.plate().orElseThrow().text().equals(PLATE))
              .findFirst()
              .orElseThrow()
              .id();
    }

    assertThat(forget()).isEqualTo(ExitStatus.FAILED);

    assertThat(board.out())
        .contains("stays: stay " + inside + ", the vehicle is inside", "say it again")
        .containsPattern("still in .*ledger\\.db: with what stays");
    assertThat(forget("--stay", new UUID(1, 1).toString())).isEqualTo(ExitStatus.FAILED);
    assertThat(board.out()).contains("the vehicle has no stay " + new UUID(1, 1));
  }

  @Test
  @Timeout(60)
  void besideAnAgent_theAgentDoesIt() throws Exception {
    stay();
    CompletableFuture<Integer> status;
    try (SqliteLedger ledger = board.open()) {
      EvidenceSweeper sweeper =
          new EvidenceSweeper(
              new FileEvidenceStore(pictures()), ledger.evidence(), EvidencePolicy.DEFAULT, clock);
      EvidenceDesk desk = new EvidenceDesk(board.data().resolve("desk"), ledger, sweeper, clock);
      status = CompletableFuture.supplyAsync(() -> forget());
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                desk.applyWaiting();
                try (LedgerView view = LedgerView.open(board.data())) {
                  return view.countSessions(SessionState.CLOSED) == 0;
                }
              });
    }
    assertThat(status.get(30, TimeUnit.SECONDS)).as(board.out() + board.err()).isZero();
    assertThat(board.out()).startsWith("deleted 1 stays");
  }

  @Test
  void whatIsWrong_isTold() {
    assertThat(board.run("forget", "--plate", PLATE, "--by", "li", "--reason", " "))
        .isEqualTo(ExitStatus.WRONG_USE);
    assertThat(board.err()).contains("must not be blank");
    assertThat(board.run("forget", "--plate", PLATE, "--by", "li", "--reason", "owns " + PLATE))
        .isEqualTo(ExitStatus.WRONG_USE);
    assertThat(board.err()).contains("must not name the plate");
    assertThat(board.run("forget", "--plate", "no plate!", "--by", "li", "--reason", "x"))
        .isEqualTo(ExitStatus.WRONG_USE);
  }
}
