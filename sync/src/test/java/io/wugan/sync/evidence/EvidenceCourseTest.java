package io.wugan.sync.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.Commit;
import io.wugan.core.session.Correction;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.ClockQuality;
import io.wugan.sync.ledger.EvidenceStats;
import io.wugan.sync.ledger.GoneReason;
import io.wugan.sync.ledger.HoldOutcome;
import io.wugan.sync.ledger.HoldSubject;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.PictureFate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any course of things, drawn from a seed: vehicles, pictures whose passage was lost, holds,
 * releases, corrections, time, another quota, sweeps that are cut short, restarts. What must hold
 * after each sweep is worked out here from the ledger and the files, in another way than the
 * sweeper does it.
 */
class EvidenceCourseTest {

  private static final int STEPS = 120;
  private static final int PLATES = 12;

  @TempDir Path directory;

  /** A picture as a passage names it. */
  private record Named(Passage passage, EvidenceRef picture, int place) {}

  private final List<Named> named = new ArrayList<>();
  private final List<Passage> passages = new ArrayList<>();
  private final Set<UUID> everReviewed = new HashSet<>();
  private final Map<HoldSubject, Set<UUID>> held = new HashMap<>();
  private final Set<Named> goneBefore = new HashSet<>();
  private EvidenceBoard board;
  private Random random;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void course(long seed) throws Exception {
    random = new Random(seed);
    try (EvidenceBoard opened = new EvidenceBoard(directory, seed)) {
      board = opened;
      for (int step = 0; step < STEPS; step++) {
        step();
        board.pass(Duration.ofSeconds(1 + random.nextInt(3600)));
      }
      assertThat(goneBefore).as("the course was not idle").hasSizeGreaterThan(20);
    }
  }

  private void step() throws Exception {
    int drawn = random.nextInt(100);
    if (drawn < 45) {
      vehicle();
    } else if (drawn < 53) {
      hold();
    } else if (drawn < 59) {
      release();
    } else if (drawn < 66) {
      board.pass(Duration.ofDays(random.nextInt(12)));
    } else if (drawn < 71) {
      board.quota(2000 + random.nextInt(40_000));
    } else if (drawn < 75) {
      board.store(EvidenceKind.SCENE); // its passage is lost
    } else if (drawn < 79) {
      settle();
    } else if (drawn < 82) {
      forget();
    } else if (drawn < 86) {
      board.restart();
    } else if (drawn < 90) {
      cutShort();
    } else {
      sweep();
    }
  }

  private void vehicle() throws IOException {
    Optional<String> plate =
        random.nextInt(6) == 0
            ? Optional.empty()
            : Optional.of("浙A9%03d".formatted(random.nextInt(PLATES)));
    Direction direction = random.nextBoolean() ? Direction.ENTER : Direction.EXIT;
    // Now and then two vehicles are in one picture.
    Passage passage =
        random.nextInt(8) == 0 && !passages.isEmpty() && lastIsKept()
            ? board.passage(direction, plate, passages.get(passages.size() - 1).images())
            : board.vehicle(direction, plate);
    Commit commit = board.capture(passage);
    for (ReviewItem item : commit.change().reviews()) {
      item.passageId().ifPresent(everReviewed::add);
    }
    passages.add(passage);
    for (EvidenceRef picture : passage.images()) {
      named.add(new Named(passage, picture, named.size()));
    }
    follow();
  }

  private boolean lastIsKept() {
    return passages.get(passages.size() - 1).images().stream()
        .allMatch(picture -> board.files().find(picture.sha256()).isPresent());
  }

  /** A held stay takes its passages with it, and keeps those that it had. */
  private void follow() {
    for (Session session : sessions()) {
      Set<UUID> covered = held.get(HoldSubject.session(session.id()));
      if (covered != null) {
        covered.addAll(passagesOf(session));
      }
    }
  }

  private static Set<UUID> passagesOf(Session session) {
    Set<UUID> of = new HashSet<>();
    of.add(session.entry().passageId());
    session.exit().ifPresent(exit -> of.add(exit.passageId()));
    return of;
  }

  private void hold() throws InterruptedException {
    if (passages.isEmpty()) {
      return;
    }
    Passage passage = passages.get(random.nextInt(passages.size()));
    List<Session> sessions = sessions();
    if (random.nextInt(3) > 0 || sessions.isEmpty()) {
      HoldSubject subject = HoldSubject.passage(passage.id());
      board.hold(subject);
      held.put(subject, new HashSet<>(Set.of(passage.id())));
    } else {
      Session session = sessions.get(random.nextInt(sessions.size()));
      HoldSubject subject = HoldSubject.session(session.id());
      board.hold(subject);
      held.computeIfAbsent(subject, none -> new HashSet<>()).addAll(passagesOf(session));
    }
  }

  private void release() throws InterruptedException {
    if (held.isEmpty()) {
      return;
    }
    HoldSubject subject = List.copyOf(held.keySet()).get(random.nextInt(held.size()));
    assertThat(board.release(subject).result()).isEqualTo(HoldOutcome.Result.DONE);
    held.remove(subject);
  }

  private void settle() {
    for (ReviewItem item : reviews().stream().limit(2).toList()) {
      board.correct(
          board.correction(
              item.sessionId(), Optional.of(item.id()), new Correction.Change.Confirm()));
    }
  }

  private void forget() {
    Set<Optional<?>> inside =
        sessions().stream()
            .filter(session -> session.state() == SessionState.OPEN)
            .map(Session::plate)
            .collect(Collectors.toSet());
    sessions().stream()
        .filter(s -> s.state() == SessionState.CLOSED && s.exit().isPresent())
        .filter(s -> s.plate().isPresent() && !inside.contains(s.plate()))
        .findFirst()
        .ifPresent(
            session ->
                board.correct(
                    board.correction(
                        Optional.of(session.id()),
                        Optional.empty(),
                        new Correction.Change.ForgetExit())));
    follow();
  }

  /** The board stops in the middle of a sweep. */
  private void cutShort() throws Exception {
    int[] steps = {random.nextInt(40)};
    board.sweep(() -> steps[0]-- > 0);
    heldOnesAreThere();
    board.restart();
    goneBefore.addAll(gone().keySet());
  }

  private void sweep() throws Exception {
    board.clock(random.nextInt(4) == 0 ? ClockQuality.UNKNOWN : ClockQuality.SYNCED);
    Map<Named, Integer> worth = new HashMap<>();
    named.forEach(picture -> worth.put(picture, worth(picture)));
    SweepReport report = board.sweep();
    assertThat(report.finished()).isTrue();
    heldOnesAreThere();
    withinTheQuota(report);
    nothingWorthMoreWent(worth);
    datesAreKept(report, worth);
    recordsAreUntouched();
    filesAreThoseKept(report);
    goneBefore.addAll(gone().keySet());
    board.clock(ClockQuality.SYNCED);
  }

  private void heldOnesAreThere() {
    Map<Named, PictureFate> gone = gone();
    for (Named picture : named) {
      if (isHeld(picture) && !goneBefore.contains(picture)) {
        assertThat(gone).doesNotContainKey(picture);
        assertThat(board.files().find(picture.picture().sha256())).isPresent();
      }
    }
  }

  private void withinTheQuota(SweepReport report) throws IOException {
    long bytes = 0;
    for (String file : files()) {
      bytes += board.files().find(file).map(EvidenceCourseTest::size).orElseThrow();
    }
    if (bytes > board.policy().quotaBytes()) {
      Set<String> heldFiles =
          named.stream()
              .filter(this::isHeld)
              .map(n -> n.picture().sha256())
              .collect(Collectors.toSet());
      assertThat(heldFiles).as("only held ones are left").containsAll(files());
      assertThat(report.overBytes()).isPositive();
    }
  }

  private void nothingWorthMoreWent(Map<Named, Integer> worth) {
    Map<Named, PictureFate> gone = gone();
    List<Named> kept = named.stream().filter(n -> !gone.containsKey(n) && !isHeld(n)).toList();
    for (Map.Entry<Named, PictureFate> one : gone.entrySet()) {
      if (goneBefore.contains(one.getKey()) || one.getValue().reason() != GoneReason.QUOTA) {
        continue;
      }
      for (Named left : kept) {
        int higher = worth.getOrDefault(left, 0) - worth.getOrDefault(one.getKey(), 0);
        assertThat(higher > 0 || (higher == 0 && left.place() > one.getKey().place()))
            .as("%s went and %s stayed", one.getKey(), left)
            .isTrue();
      }
    }
  }

  private void datesAreKept(SweepReport report, Map<Named, Integer> worth) {
    Map<Named, PictureFate> gone = gone();
    Instant now = board.now().utc();
    for (Named picture : named) {
      Duration age = Duration.between(picture.passage().at().utc(), now);
      Duration allowed = allowed(picture, worth.getOrDefault(picture, 0));
      if (report.dated() && !isHeld(picture) && age.compareTo(allowed) > 0) {
        assertThat(gone).as("past its date").containsKey(picture);
      }
      boolean byDate =
          !goneBefore.contains(picture)
              && gone.containsKey(picture)
              && gone.get(picture).reason() == GoneReason.RETENTION;
      if (byDate) {
        assertThat(report.dated()).isTrue();
        assertThat(age).isGreaterThan(allowed);
      }
    }
  }

  private Duration allowed(Named picture, int worth) {
    int days =
        picture.passage().plate().isEmpty() || picture.picture().kind() == EvidenceKind.SCENE
            ? 30
            : 90;
    return Duration.ofDays(worth > 0 ? 90 : days);
  }

  private void recordsAreUntouched() {
    try (LedgerView view = board.view()) {
      for (Passage passage : passages) {
        assertThat(view.listPictures(passage.id()))
            .isEqualTo(passage.images().stream().map(EvidenceRef::sha256).toList());
      }
      assertThat(view.listRecords(1, 100_000)).hasSize((int) view.lastSeq());
    }
  }

  private void filesAreThoseKept(SweepReport report) throws IOException {
    Set<String> kept = new HashSet<>();
    Map<Named, PictureFate> gone = gone();
    named.stream()
        .filter(picture -> !gone.containsKey(picture))
        .forEach(picture -> kept.add(picture.picture().sha256()));
    assertThat(files()).containsAll(kept);
    try (LedgerView view = board.view()) {
      EvidenceStats stats = view.evidenceStats();
      assertThat(stats.totals()).isEqualTo(report.totals());
      assertThat(stats.rows().stream().mapToLong(EvidenceStats.Row::bytes).sum())
          .isEqualTo(report.totals().bytes());
      assertThat(stats.rows().stream().mapToLong(EvidenceStats.Row::files).sum())
          .isEqualTo(report.totals().files());
      // Nothing lies there that neither is known nor is too young to be adopted.
      Set<String> stray = new HashSet<>(files());
      named.forEach(picture -> stray.remove(picture.picture().sha256()));
      assertThat(stray.size())
          .isEqualTo((int) (stats.totals().files() - named.size() + gone.size()));
      named.stream()
          .filter(gone::containsKey)
          .map(picture -> picture.picture().sha256())
          .filter(hash -> !kept.contains(hash))
          .forEach(hash -> assertThat(board.files().find(hash)).isEmpty());
    }
  }

  private Map<Named, PictureFate> gone() {
    Map<Named, PictureFate> gone = new HashMap<>();
    try (LedgerView view = board.view()) {
      for (Named picture : named) {
        view.findFate(picture.passage().id(), picture.picture().sha256())
            .ifPresent(fate -> gone.put(picture, fate));
      }
    }
    return gone;
  }

  private boolean isHeld(Named picture) {
    return held.values().stream().anyMatch(covered -> covered.contains(picture.passage().id()));
  }

  /** 0 settled, 1 inside, 2 to be looked at or of no stay; what is held is not asked for. */
  private int worth(Named picture) {
    UUID passage = picture.passage().id();
    List<Session> of =
        sessions().stream().filter(session -> passagesOf(session).contains(passage)).toList();
    Set<UUID> stays = of.stream().map(Session::id).collect(Collectors.toSet());
    for (ReviewItem item : reviews()) {
      boolean about = item.passageId().filter(passage::equals).isPresent();
      if (about || item.sessionId().filter(stays::contains).isPresent()) {
        return 2;
      }
    }
    boolean inside =
        of.stream()
            .anyMatch(s -> s.state() == SessionState.OPEN && s.entry().passageId().equals(passage));
    if (inside) {
      return 1;
    }
    return of.isEmpty() && !everReviewed.contains(passage) ? 2 : 0;
  }

  private List<Session> sessions() {
    try (LedgerView view = board.view()) {
      return Stream.of(SessionState.values())
          .flatMap(state -> view.listSessions(state, 10_000).stream())
          .toList();
    }
  }

  private List<ReviewItem> reviews() {
    try (LedgerView view = board.view()) {
      return view.listReviews(10_000);
    }
  }

  private Set<String> files() throws IOException {
    Set<String> there = new HashSet<>();
    for (int folder = 0; folder < 256; folder++) {
      there.addAll(board.files().listFolder(folder));
    }
    return there;
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
