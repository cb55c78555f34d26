package io.wugan.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.Decision;
import io.wugan.core.session.PassageRef;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionBook;
import io.wugan.core.session.SessionState;
import io.wugan.sync.testing.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest {

  private static final String PLATE = "浙A12345";

  @TempDir Path directory;
  private final Samples samples = new Samples(1);
  private SqliteLedger ledger;

  @BeforeEach
  void open() {
    ledger = samples.open(directory);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void entryThenExit_closesTheSession() {
    Commit entry = ledger.submit(samples.entry(PLATE, 0)).join();
    Commit exit = ledger.submit(samples.exit(PLATE, 60_000)).join();

    assertThat(entry.records()).extracting(Commit.Numbered::seq).containsExactly(1L);
    assertThat(exit.records()).extracting(Commit.Numbered::seq).containsExactly(2L);
    assertThat(exit.change().decision()).isInstanceOf(Decision.ExitClosed.class);
    assertThat(entry.occupancy()).isEqualTo(1);
    assertThat(exit.occupancy()).isZero();
    assertThat(exit.epoch()).isEqualTo(ledger.epoch());
    assertThat(ledger.occupancy()).isZero();
  }

  @Test
  void session_readBack_isEqualToTheOneWritten() {
    Session written =
        ((Decision.EntryOpened) ledger.submit(samples.entry(PLATE, 0)).join().change().decision())
            .opened();
    Session closed =
        ((Decision.ExitClosed) ledger.submit(samples.exit(PLATE, 7)).join().change().decision())
            .closed();

    try (LedgerView view = LedgerView.open(directory)) {
      assertThat(view.findSession(written.id())).contains(closed);
      assertThat(view.countSessions(SessionState.OPEN)).isZero();
      assertThat(view.listSessions(SessionState.CLOSED, 10)).containsExactly(closed);
    }
  }

  @Test
  void book_seesOpenSessions_latestEntryFirst() {
    ledger.submit(samples.entry(Samples.plateNo(1), 20)).join();
    ledger.submit(samples.entry(PLATE, 10)).join();
    Commit last = ledger.submit(samples.entry(Samples.plateNo(2), 0)).join();
    Session oldest = ((Decision.EntryOpened) last.change().decision()).opened();

    AtomicReference<List<Session>> byPlate = new AtomicReference<>();
    AtomicReference<List<Session>> byAge = new AtomicReference<>();
    AtomicReference<Optional<Session>> byId = new AtomicReference<>();
    look(
        book -> {
          byPlate.set(book.listOpenByPlate(PlateNumber.of(PLATE)));
          byAge.set(book.listOpenEnteredBefore(Samples.START.plusMillis(15), 10));
          byId.set(book.findById(oldest.id()));
        });

    assertThat(byPlate.get()).hasSize(1);
    assertThat(byAge.get()).hasSize(2).first().isEqualTo(oldest);
    assertThat(byId.get()).contains(oldest);
  }

  @Test
  void book_listsPassagesOfABoot_latestFirst_fromWhereItLeftOff() {
    List<UUID> captured = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Passage passage = samples.passage(Direction.ENTER, Optional.of(Samples.plateNo(i)), 1000 - i);
      captured.add(passage.id());
      ledger.submit(samples.work(passage)).join();
    }
    List<List<UUID>> found = new ArrayList<>();
    look(
        book -> {
          found.add(ids(book.listCapturedIn(Samples.BOOT, Optional.empty(), 2)));
          found.add(ids(book.listCapturedIn(Samples.BOOT, Optional.of(captured.get(1)), 2)));
          found.add(ids(book.listCapturedIn("another boot", Optional.empty(), 2)));
        });

    assertThat(found)
        .containsExactly(
            List.of(captured.get(2), captured.get(1)), List.of(captured.get(0)), List.of());
  }

  private static List<UUID> ids(List<PassageRef> passages) {
    return passages.stream().map(PassageRef::passageId).toList();
  }

  private void look(java.util.function.Consumer<SessionBook> look) {
    ledger
        .submit(
            book -> {
              look.accept(book);
              return nothing();
            })
        .join();
  }

  private static LedgerChange nothing() {
    return new LedgerChange(
        Optional.empty(), new Decision.ClosedWithoutExit(List.of()), List.of(), List.of());
  }

  @Test
  void book_keptAfterTheDecision_isRefused() {
    AtomicReference<SessionBook> kept = new AtomicReference<>();
    look(kept::set);

    assertThatThrownBy(() -> kept.get().findById(UUID.randomUUID()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void work_thatThrows_failsAlone() {
    CompletableFuture<Commit> before = ledger.submit(samples.entry(Samples.plateNo(1), 0));
    CompletableFuture<Commit> bad =
        ledger.submit(
            book -> {
              throw new IllegalStateException("cannot decide");
            });
    CompletableFuture<Commit> after = ledger.submit(samples.entry(Samples.plateNo(2), 0));

    assertThat(before.join().records().get(0).seq()).isEqualTo(1);
    assertThat(after.join().records().get(0).seq()).isEqualTo(2);
    assertThatThrownBy(bad::join)
        .hasCauseInstanceOf(LedgerException.class)
        .hasMessageContaining("not captured");
    assertThat(ledger.stats().refusedWorks()).isEqualTo(1);
  }

  @Test
  void work_thatThrowsAnError_leavesTheLedgerUsable() {
    assertThatThrownBy(
            () ->
                ledger
                    .submit(
                        book -> {
                          throw new AssertionError("broken");
                        })
                    .join())
        .hasCauseInstanceOf(LedgerException.class);

    assertThat(ledger.submit(samples.entry(PLATE, 0)).join().records()).hasSize(1);
  }

  @Test
  void passageTwice_failsAlone_andUsesNoNumber() {
    Passage passage = samples.passage(Direction.ENTER, Optional.of(PLATE), 0);
    ledger.submit(samples.work(passage)).join();

    assertThatThrownBy(() -> ledger.submit(samples.work(passage)).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(LedgerException.class);
    assertThat(ledger.submit(samples.exit(PLATE, 9)).join().records().get(0).seq()).isEqualTo(2);
    assertThat(ledger.occupancy()).isZero();
  }

  @Test
  void session_writtenOnAnOlderState_isRefused() {
    Session open =
        ((Decision.EntryOpened) ledger.submit(samples.entry(PLATE, 0)).join().change().decision())
            .opened();

    CompletableFuture<Commit> again =
        ledger.submit(
            book ->
                new LedgerChange(
                    Optional.empty(),
                    new Decision.ClosedWithoutExit(List.of(open)),
                    List.of(),
                    List.of()));

    assertThatThrownBy(again::join).hasMessageContaining("revision");
  }

  @Test
  void eightThreads_giveGaplessNumbers() throws Exception {
    int perThread = 100;
    List<Long> seqs = Collections.synchronizedList(new ArrayList<>());
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int t = 0; t < 8; t++) {
      int first = t * perThread;
      threads.execute(
          () -> {
            for (int i = first; i < first + perThread; i++) {
              Commit commit = ledger.submit(samples.entry(Samples.plateNo(i), i)).join();
              commit.records().forEach(numbered -> seqs.add(numbered.seq()));
            }
          });
    }
    threads.shutdown();

    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(seqs)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 800).boxed().toList());
    assertThat(ledger.stats().commits()).isLessThan(800);
    assertThat(ledger.occupancy()).isEqualTo(800);
  }

  @Test
  void reopened_goesOnWhereItWas() {
    samples.fill(ledger, 0, 3, 0);
    UUID epoch = ledger.epoch();
    ledger.close();

    ledger = samples.open(directory);

    assertThat(ledger.epoch()).isEqualTo(epoch);
    assertThat(ledger.occupancy()).isEqualTo(3);
    assertThat(ledger.submit(samples.entry(PLATE, 0)).join().records().get(0).seq()).isEqualTo(4);
  }

  @Test
  void closed_writesWhatWasQueued_andRefusesMore() {
    List<CompletableFuture<Commit>> queued = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      queued.add(ledger.submit(samples.entry(Samples.plateNo(i), 0)));
    }
    ledger.close();
    ledger.close();

    assertThat(queued).allMatch(future -> future.isDone() && !future.isCompletedExceptionally());
    assertThatThrownBy(() -> ledger.submit(samples.entry(PLATE, 0)))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void diskFull_failsTheGroup_thenGoesOn() {
    samples.fill(ledger, 0, 2, 0);
    ledger.enqueue(database -> run(database, "PRAGMA max_page_count = 1")).join();

    List<Throwable> failures = new ArrayList<>();
    for (int i = 10; i < 60 && failures.isEmpty(); i++) {
      int number = i;
      ledger
          .submit(samples.entry(Samples.plateNo(number), 0))
          .exceptionally(
              failure -> {
                failures.add(failure);
                return null;
              })
          .join();
    }

    assertThat(failures).hasSize(1);
    assertThat(failures.get(0)).isInstanceOf(LedgerException.class);
    assertThat(failures.get(0).getMessage()).contains("is full");
    // The connection was opened anew, without the limit: what follows is captured, without a gap.
    long last = ledger.stats().lastSeq();
    assertThat(ledger.submit(samples.entry(PLATE, 0)).join().records().get(0).seq())
        .isEqualTo(last + 1);
    assertThat(ledger.stats().failing()).isFalse();
    assertThat(ledger.stats().failedCommits()).isEqualTo(1);
  }

  @Test
  void readOnlyFile_saysWhatToDo() {
    ledger.enqueue(database -> run(database, "PRAGMA query_only = ON")).join();

    assertThatThrownBy(() -> ledger.submit(samples.entry(PLATE, 0)).join())
        .hasCauseInstanceOf(LedgerException.class)
        .hasMessageContaining("cannot be written");
  }

  private static boolean run(LedgerDatabase database, String pragma) {
    try {
      database.execute(pragma);
    } catch (java.sql.SQLException failed) {
      throw new IllegalStateException(failed);
    }
    return true;
  }
}
