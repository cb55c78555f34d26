package io.wugan.sync.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.session.Correction;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.ClockQuality;
import io.wugan.sync.ledger.HoldOutcome;
import io.wugan.sync.ledger.HoldSubject;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The acceptance scenarios about pictures, by their numbers: what happens, which pictures are kept,
 * and how the others went. A vehicle with a plate has a scene of 1000 bytes and a plate of 100, one
 * without a scene alone. Whatever happens, each passage and its record stay and name the pictures.
 */
class EvidenceScenariosTest {

  @TempDir Path directory;
  private EvidenceBoard board;
  private final List<Passage> passages = new ArrayList<>();

  @BeforeEach
  void board() throws Exception {
    board = new EvidenceBoard(directory, 38);
  }

  @AfterEach
  void close() {
    board.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "",
      textBlock =
          """
          A38 below the quota            | in 浙A11111; out 浙A11111; quota 2200; sweep | p1 p2 |
          A38 oldest first               | in 浙A11111; out 浙A11111; in 浙A22222; out 浙A22222; quota 3400; sweep | p2 p3 p4 | p1 QUOTA
          A38 only as many as must       | in 浙A11111; out 浙A11111; quota 1300; sweep | p1.plate p2 | p1.scene QUOTA
          A38 held stay never            | in 浙A11111; out 浙A11111; in 浙A22222; out 浙A22222; hold s1; quota 3400; sweep | p1 p2 p4 | p3 QUOTA
          A38 held passage never         | in 浙A11111; out 浙A11111; hold p1; quota 1200; sweep | p1 | p2 QUOTA
          A38 held picture never         | in 浙A11111; out 浙A11111; hold p1.scene; quota 1200; sweep | p1.scene p2.plate | p1.plate QUOTA; p2.scene QUOTA
          A38 only held ones left        | in 浙A11111; out 浙A11111; hold s1; quota 100; sweep | p1 p2 |
          A38 settled before open        | in 浙A11111; in 浙A22222; out 浙A22222; quota 1200; sweep | p1 | p2 QUOTA; p3 QUOTA
          A38 open before review         | out 浙A99999; in 浙A11111; quota 1200; sweep | p1 | p2 QUOTA
          A38 a review that is settled   | out 浙A99999; in 浙A11111; confirm; quota 1200; sweep | p2 | p1 QUOTA
          A38 an open stay that is over  | in 浙A11111; sweep; in 浙A22222; out 浙A11111; quota 1200; sweep | p2 | p1 QUOTA; p3 QUOTA
          A38 a stay that is open again  | in 浙A11111; out 浙A11111; in 浙A22222; out 浙A22222; sweep; forget s1; quota 1200; sweep | p2 | p1 QUOTA; p3 QUOTA; p4 QUOTA
          A38 held again after a restart | in 浙A11111; out 浙A11111; hold p1; restart; quota 1200; sweep | p1 | p2 QUOTA
          A38 the picture two vehicles share | in 浙A11111; out 浙A11111; in 浙A22222 same; quota 1200; sweep | p3 | p1 QUOTA; p2 QUOTA
          A38 room on the disk           | in 浙A11111; out 浙A11111; in 浙A22222; full; sweep | | p1 SPACE; p2 SPACE; p3 SPACE
          A38 room on the disk, held     | in 浙A11111; out 浙A11111; in 浙A22222; hold p2; full; sweep | p2 | p1 SPACE; p3 SPACE
          A39 scenes go after 30 days    | in 浙A11111; out 浙A11111; days 29; sweep; days 2; sweep | p1.plate p2.plate | p1.scene RETENTION; p2.scene RETENTION
          A39 plates go after 90 days    | in 浙A11111; out 浙A11111; days 91; sweep | | p1 RETENTION; p2 RETENTION
          A39 unread ones after 30 days  | out -; days 29; confirm; sweep; days 2; sweep | | p1 RETENTION
          A39 while a person is to look  | in -; days 31; sweep | p1 |
          A39 but not for ever           | in -; days 91; sweep | | p1 RETENTION
          A39 while it is inside         | in 浙A11111; days 89; sweep | p1 |
          A39 held past their date       | in 浙A11111; out 浙A11111; hold s1; days 400; sweep | p1 p2 |
          A39 release deletes them       | in 浙A11111; out 浙A11111; hold s1; days 400; sweep; release s1; sweep | | p1 RETENTION; p2 RETENTION
          A39 released before the date   | in 浙A11111; out 浙A11111; hold s1; days 20; release s1; sweep | p1 p2 |
          A39 held twice, released once  | in 浙A11111; out 浙A11111; hold s1; hold p2; days 400; release s1; sweep | p2 | p1 RETENTION
          A39 held before its exit       | in 浙A11111; hold s1; days 1; out 浙A11111; days 400; sweep | p1 p2 |
          A39 exit that was not its own  | in 浙A11111; hold s1; out 浙A11111; forget s1; confirm; days 400; sweep | p1 p2 |
          A39 the clock is not known     | in 浙A11111; out 浙A11111; clock UNKNOWN; days 400; sweep | p1 p2 |
          A39 taken by an unknown clock  | clock UNKNOWN; in 浙A11111; out 浙A11111; days 400; clock SYNCED; sweep; days 29; sweep | p1 p2 |
          A39 counted from then on       | clock UNKNOWN; in 浙A11111; out 浙A11111; days 400; clock SYNCED; sweep; days 91; sweep | | p1 RETENTION; p2 RETENTION
          """)
  void scenario(String name, String events, String kept, String gone) throws Exception {
    for (String event : events.split("; ", -1)) {
      play(event.split(" ", -1));
      board.pass(Duration.ofMinutes(1));
    }
    assertThat(told(true)).isEqualTo(kept == null ? "" : kept);
    assertThat(told(false)).isEqualTo(gone == null ? "" : gone);
    filesAreThoseKept();
    recordsStay();
  }

  private void play(String[] event) throws Exception {
    switch (event[0]) {
      case "in" -> vehicle(Direction.ENTER, event);
      case "out" -> vehicle(Direction.EXIT, event);
      case "days" -> board.pass(Duration.ofDays(Long.parseLong(event[1])));
      case "quota" -> board.quota(Long.parseLong(event[1]));
      case "full" -> board.keepFree(Long.MAX_VALUE >> 8);
      case "clock" -> board.clock(ClockQuality.valueOf(event[1]));
      case "restart" -> board.restart();
      case "sweep" -> assertThat(board.sweep().finished()).isTrue();
      case "hold" ->
          assertThat(board.hold(subject(event[1])).result()).isEqualTo(HoldOutcome.Result.DONE);
      case "release" ->
          assertThat(board.release(subject(event[1])).result()).isEqualTo(HoldOutcome.Result.DONE);
      case "forget" ->
          board.correct(
              board.correction(
                  Optional.of(session(event[1]).id()),
                  Optional.empty(),
                  new Correction.Change.ForgetExit()));
      case "confirm" -> confirm();
      default -> throw new IllegalArgumentException(event[0]);
    }
  }

  private void vehicle(Direction direction, String[] event) throws Exception {
    Optional<String> plate = event[1].equals("-") ? Optional.empty() : Optional.of(event[1]);
    Passage passage =
        event.length > 2
            ? board.passage(direction, plate, passages.get(passages.size() - 1).images())
            : board.vehicle(direction, plate);
    passages.add(passage);
    board.capture(passage);
  }

  private void confirm() {
    try (LedgerView view = board.view()) {
      for (ReviewItem item : view.listReviews(9)) {
        board.correct(
            board.correction(
                item.sessionId(), Optional.of(item.id()), new Correction.Change.Confirm()));
      }
    }
  }

  private HoldSubject subject(String name) {
    if (name.startsWith("s")) {
      return HoldSubject.session(session(name).id());
    }
    Passage passage = passages.get(name.charAt(1) - '1');
    return name.endsWith(".scene")
        ? HoldSubject.picture(passage.images().get(0).sha256())
        : HoldSubject.passage(passage.id());
  }

  /** Stays by the order of their entries. */
  private Session session(String name) {
    try (LedgerView view = board.view()) {
      return Stream.of(SessionState.values())
          .flatMap(state -> view.listSessions(state, 9).stream())
          .sorted(Comparator.comparing(session -> session.entry().at().utc()))
          .toList()
          .get(name.charAt(1) - '1');
    }
  }

  /** Pictures whose files are there, or those that the ledger says went, with the reason. */
  private String told(boolean kept) {
    List<String> words = new ArrayList<>();
    for (Passage passage : passages) {
      List<String> parts = new ArrayList<>();
      for (EvidenceRef picture : passage.images()) {
        fate(passage.id(), picture, kept).ifPresent(parts::add);
      }
      String name = "p" + (passages.indexOf(passage) + 1);
      if (parts.size() == passage.images().size() && parts.stream().distinct().count() == 1) {
        words.add((name + " " + parts.get(0)).strip());
      } else {
        for (EvidenceRef picture : passage.images()) {
          fate(passage.id(), picture, kept)
              .ifPresent(
                  why ->
                      words.add(
                          (name + "." + picture.kind().name().toLowerCase(Locale.ROOT) + " " + why)
                              .strip()));
        }
      }
    }
    return String.join(kept ? " " : "; ", words);
  }

  private Optional<String> fate(UUID passage, EvidenceRef picture, boolean kept) {
    try (LedgerView view = board.view()) {
      Optional<String> gone =
          view.findFate(passage, picture.sha256()).map(fate -> fate.reason().name());
      return kept ? gone.isPresent() ? Optional.empty() : Optional.of("") : gone;
    }
  }

  private void filesAreThoseKept() throws IOException {
    Set<String> there = new HashSet<>();
    for (int folder = 0; folder < 256; folder++) {
      there.addAll(board.files().listFolder(folder));
    }
    Set<String> kept = new HashSet<>();
    for (Passage passage : passages) {
      for (EvidenceRef picture : passage.images()) {
        fate(passage.id(), picture, true).ifPresent(yes -> kept.add(picture.sha256()));
      }
    }
    assertThat(there).isEqualTo(kept);
  }

  private void recordsStay() {
    try (LedgerView view = board.view()) {
      for (Passage passage : passages) {
        assertThat(view.findPassage(passage.id())).isPresent();
        assertThat(view.listPictures(passage.id()))
            .containsExactlyElementsOf(passage.images().stream().map(EvidenceRef::sha256).toList());
      }
      assertThat(view.lastSeq()).isEqualTo(view.listRecords(1, 1000).size());
    }
  }
}
