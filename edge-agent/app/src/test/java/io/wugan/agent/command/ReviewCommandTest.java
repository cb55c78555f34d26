package io.wugan.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.agent.testing.Passages;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.ReviewItem;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.CloudCommand;
import io.wugan.sync.contract.CommandStatus;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.ledger.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person at the cloud decides what a review item is, on a real ledger. */
class ReviewCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final LotTime now = Passages.at(Duration.ofHours(3));
  private final TimeOrderedIds ids = new TimeOrderedIds(() -> now, new Random(4));
  private SqliteLedger ledger;
  private ReviewCommand command;

  @BeforeEach
  void start() {
    open();
    pass(Passages.of(Direction.ENTER, "浙A12345", Duration.ZERO));
    pass(Passages.of(Direction.EXIT, "浙A12378", Duration.ofHours(1)));
  }

  private void open() {
    ledger = SqliteLedger.open(folder, new EventCodec("s1", "e1"), ids);
    command =
        new ReviewCommand(
            new CorrectionService(ledger, ids::next, () -> now), this::find, this::settling);
  }

  private List<StoredRecord> settling(UUID correction) {
    try (LedgerView view = view()) {
      return view.listSettling(correction);
    }
  }

  @AfterEach
  void stop() {
    ledger.close();
  }

  private Optional<ReviewItem> find(UUID id) {
    try (LedgerView view = view()) {
      return view.findReview(id);
    }
  }

  private LedgerView view() {
    return LedgerView.open(folder);
  }

  private void pass(Passage passage) {
    SessionKeeper keeper = new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
    ChangeWriter writer = new ChangeWriter(ids::next);
    ledger
        .submit(
            book ->
                writer.write(
                    Optional.of(passage), keeper.decide(passage, book), book, passage.at()))
        .join();
  }

  private ReviewItem item() {
    try (LedgerView view = view()) {
      return view.listReviews(1).get(0);
    }
  }

  private Session stay(SessionState state) {
    try (LedgerView view = view()) {
      return view.listSessions(state, 1).get(0);
    }
  }

  private long waiting() {
    try (LedgerView view = view()) {
      return view.countReviews();
    }
  }

  private CommandOutcome decide(UUID id, String args) throws Exception {
    return command.handle(
        new CloudCommand(id, "s1/e1", "review", Instant.MAX, "li.na", JSON.readTree(args)));
  }

  private String args(String more) {
    return "{\"review\":\"" + item().id() + "\",\"why\":\"photo\"," + more + "}";
  }

  @Test
  void bind_endsTheStay_settlesTheItem_andNamesTheRecords() throws Exception {
    UUID id = ids.next();
    ReviewItem item = item();
    String session = stay(SessionState.OPEN).id().toString();
    String args = args("\"decision\":\"bind\",\"session\":\"" + session + "\"");
    long before = ledger.outbox().lastSeq();

    CommandOutcome done = decide(id, args);

    assertThat(done.status()).isEqualTo(CommandStatus.DONE);
    assertThat(done.text()).startsWith("session " + session + " is CLOSED");
    assertThat(stay(SessionState.CLOSED).exit().orElseThrow().passageId())
        .isEqualTo(item.passageId().orElseThrow());
    assertThat(waiting()).isZero();
    String told = String.valueOf(done.detail().get("records"));
    assertThat(told.split(" ")).hasSize((int) (ledger.outbox().lastSeq() - before));
    ledger
        .outbox()
        .list(before + 1, 10)
        .forEach(
            row ->
                assertThat(new String(row.payload(), StandardCharsets.UTF_8))
                    .containsAnyOf(told.split(" ")));

    long after = ledger.outbox().lastSeq();
    ledger.close(); // between deciding and answering
    open();
    CommandOutcome again = decide(id, args(item, session));
    assertThat(again).as("the same command, cut off, has the same answer").isEqualTo(done);
    assertThat(ledger.outbox().lastSeq()).as("it is done once").isEqualTo(after);
    assertThat(decide(ids.next(), args(item, session)).text())
        .as("another one comes too late")
        .contains("settled already");
  }

  private static String args(ReviewItem item, String session) {
    return "{\"review\":\"%s\",\"why\":\"photo\",\"decision\":\"bind\",\"session\":\"%s\"}"
        .formatted(item.id(), session);
  }

  @Test
  void confirm_settlesTheItem_andChangesNoStay() throws Exception {
    UUID id = ids.next();
    String args = args("\"decision\":\"confirm\"");
    CommandOutcome done = decide(id, args);

    assertThat(done.status()).isEqualTo(CommandStatus.DONE);
    assertThat(done.detail().get("records")).hasSize(36);
    assertThat(decide(id, args)).as("the same command has the same answer").isEqualTo(done);
    assertThat(waiting()).isZero();
    assertThat(stay(SessionState.OPEN).revision()).isEqualTo(1);
  }

  @Test
  void plate_isPutRight_andTheItemIsSettled() throws Exception {
    String session = stay(SessionState.OPEN).id().toString();

    CommandOutcome done =
        decide(
            ids.next(),
            args(
                "\"decision\":\"plate\",\"plate\":\"浙A12378\",\"color\":\"BLUE\",\"session\":\""
                    + session
                    + "\""));

    assertThat(done.status()).as(done.text()).isEqualTo(CommandStatus.DONE);
    assertThat(stay(SessionState.OPEN).plate().orElseThrow().text()).isEqualTo("浙A12378");
    assertThat(waiting()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "decision":"guess" | decision must be confirm, bind, plate, forget, close or discard
          "decision":"bind"  | session is wanted
          "decision":"close" | session is wanted
          """)
  void uselessDecision_saysWhatIsWanted(String more, String said) {
    assertThatThrownBy(() -> decide(ids.next(), args(more)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
    assertThat(waiting()).isEqualTo(1);
  }

  @Test
  void itemThatIsNotThere_isNamed() {
    UUID nobody = new UUID(1, 1);

    assertThatThrownBy(() -> decide(ids.next(), "{\"review\":\"" + nobody + "\"}"))
        .hasMessage("there is no review item " + nobody);
    assertThatThrownBy(() -> decide(ids.next(), "{}")).hasMessageContaining("UUID");
  }
}
