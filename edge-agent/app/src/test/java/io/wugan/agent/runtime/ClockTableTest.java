package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.agent.lane.PassageRecorder;
import io.wugan.agent.testing.BoardTime;
import io.wugan.agent.testing.Passages;
import io.wugan.core.lane.Direction;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.OutboxRow;
import io.wugan.sync.ledger.SqliteLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * F17: whatever the clock does, a stay lasts as long as it did. Each row is a story: {@code boot},
 * {@code sync}, {@code step}, time that passes, {@code in} and {@code out}; then how long the
 * vehicle was there.
 */
class ClockTableTest {

  private static final long BILLING_TOLERANCE_MILLIS = 1000;
  private static final TimeZone ZONE = TimeZone.getDefault();

  @TempDir Path directory;

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(ZONE);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "boots in 1970, set later            | boot 1970-01-01T00:00:00Z, PT2M, in, PT8M, sync 2026-03-01T08:10:00Z, PT40M, out | PT48M",
        "boots three months ago              | boot 2025-12-01T00:00:00Z, in, PT10M, sync 2026-03-01T08:10:00Z, PT20M, out | PT30M",
        "boots ten years ahead, set back     | boot 2036-03-01T00:00:00Z, in, PT10M, sync 2026-03-01T08:10:00Z, PT20M, out | PT30M",
        "an hour forward in the stay         | boot 2026-03-01T00:00:00Z, sync 2026-03-01T08:00:00Z, in, PT10M, step PT1H, PT20M, out | PT30M",
        "an hour back, behind the entry      | boot 2026-03-01T00:00:00Z, sync 2026-03-01T08:00:00Z, in, PT10M, step PT-1H, PT20M, out | PT30M",
        "ten years forward and back again    | boot 2026-03-01T00:00:00Z, sync 2026-03-01T08:00:00Z, in, step PT87600H, PT10M, step PT-87600H, PT20M, out | PT30M",
        "a leap second inserted              | boot 2026-03-01T00:00:00Z, sync 2026-06-30T23:50:00Z, in, PT10M, step PT-1S, PT20M, out | PT30M",
        "summer time begins                  | boot 2026-03-29T00:00:00Z, sync 2026-03-29T00:50:00Z, in, PT40M, out | PT40M",
        "summer time ends                    | boot 2026-10-25T00:00:00Z, sync 2026-10-25T00:50:00Z, in, PT40M, out | PT40M",
        "no time server for thirty days      | boot 2026-03-01T00:00:00Z, sync 2026-03-01T08:00:00Z, PT720H, in, PT30M, out | PT30M",
        "restart in the stay, set afterwards | boot 2026-03-01T00:00:00Z, sync 2026-03-01T08:00:00Z, in, boot 1970-01-01T00:00:00Z, PT5M, sync 2026-03-01T08:25:00Z, PT5M, out | PT30M",
        "restart in the stay, set at the end | boot 2026-03-01T00:00:00Z, sync 2026-03-01T08:00:00Z, in, boot 1970-01-01T00:00:00Z, PT5M, out, PT5M, sync 2026-03-01T08:35:00Z | PT30M",
      })
  void stayLastsAsLongAsItDid(String name, String story, Duration expected) throws Exception {
    // With summer time, which the ledger must know nothing of.
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    BoardTime board = new BoardStory(directory).play(story);

    Session closed = only(SessionState.CLOSED);
    assertThat(closed.stay()).as(name).isPresent();
    assertThat(closed.stay().orElseThrow().minus(expected).abs().toMillis())
        .as(name.toLowerCase(Locale.ROOT) + ": " + closed.stay())
        .isLessThanOrEqualTo(BILLING_TOLERANCE_MILLIS);
    assertThat(board.now().utc()).isAfter(Instant.EPOCH);
    assertThat(toldLengths()).isNotEmpty().allMatch(millis -> millis >= 0);
    List<Long> told = toldLengths();
    assertThat(Math.abs(told.get(told.size() - 1) - expected.toMillis()))
        .as("what the cloud bills at last")
        .isLessThanOrEqualTo(BILLING_TOLERANCE_MILLIS);
  }

  private Session only(SessionState state) {
    try (LedgerView view = LedgerView.open(directory.resolve("ledger"))) {
      List<Session> all = view.listSessions(state, 10);
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  /** Lengths of stays, in the order in which the cloud is told. */
  private List<Long> toldLengths() throws Exception {
    ObjectMapper json = new ObjectMapper();
    try (LedgerView view = LedgerView.open(directory.resolve("ledger"))) {
      List<Long> lengths = new java.util.ArrayList<>();
      for (OutboxRow row : view.listRecords(1, 1000)) {
        JsonNode length = json.readTree(row.payload()).at("/data/session/stayMillis");
        if (length.isNumber()) {
          lengths.add(length.asLong());
        }
      }
      return lengths;
    }
  }

  /** Plays a story on a board with a real ledger; the clock is looked at after each word. */
  private static final class BoardStory {
    private final BoardTime board = BoardTime.bootedAt("2026-03-01T00:00:00Z");
    private final TimeOrderedIds ids = new TimeOrderedIds(board, new Random(7));
    private final Path directory;

    BoardStory(Path directory) {
      this.directory = directory;
    }

    BoardTime play(String story) throws Exception {
      try (SqliteLedger ledger =
          SqliteLedger.open(directory.resolve("ledger"), new EventCodec("s1", "e1"), ids)) {
        SessionKeeper keeper =
            new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(3650), ids::next);
        PassageRecorder recorder =
            new PassageRecorder(
                ledger,
                new FileEvidenceStore(directory.resolve("evidence")),
                keeper,
                ids::next,
                board);
        ClockKeeper clock = new ClockKeeper(ledger, ids::next, board);
        for (String word : story.strip().split(", *", -1)) {
          if (word.startsWith("boot ")) {
            clock = new ClockKeeper(ledger, ids::next, board);
          }
          say(word.split(" ", -1), recorder);
          clock.look();
        }
      }
      return board;
    }

    private void say(String[] word, PassageRecorder recorder) {
      switch (word[0]) {
        case "boot" -> board.reboot(word[1]);
        case "sync" -> board.synchronise(word[1]);
        case "step" -> board.step(Duration.parse(word[1]));
        case "in" -> pass(Direction.ENTER, recorder);
        case "out" -> pass(Direction.EXIT, recorder);
        default -> board.pass(Duration.parse(word[0]));
      }
    }

    private void pass(Direction direction, PassageRecorder recorder) {
      recorder
          .submit(Passages.of(ids.next(), direction, Optional.of("浙A12345"), board.now()))
          .join();
    }
  }
}
