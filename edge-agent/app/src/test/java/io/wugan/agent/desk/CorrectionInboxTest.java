package io.wugan.agent.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.wugan.core.listing.ListedPlate;
import io.wugan.core.listing.PlateList;
import io.wugan.core.listing.VehicleClass;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.Correction;
import io.wugan.core.session.Correction.Change;
import io.wugan.core.session.VoidReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorrectionInboxTest {

  @TempDir Path folder;
  private static long next = 1;

  static List<Change> changes() {
    return List.of(
        new Change.SetPlate(PlateNumber.of("浙A12345"), PlateColor.BLUE),
        new Change.BindExit(new UUID(1, 2)),
        new Change.ForgetExit(),
        new Change.CloseWithoutExit(),
        new Change.Discard(VoidReason.TURN_BACK),
        new Change.Confirm());
  }

  private static Correction correction(Change change) {
    return new Correction(
        new UUID(0x7000, next++),
        Correction.Origin.OPERATOR,
        "李",
        "seen \"on\" the picture",
        Optional.of(new UUID(3, 4)),
        OptionalInt.of(7),
        Optional.of(new UUID(5, 6)),
        change);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void correction_handedIn_isReadAsItWas(Change change) throws IOException {
    CorrectionInbox inbox = new CorrectionInbox(folder.resolve("desk"));
    Correction correction = correction(change);

    inbox.submit(new DeskOrder.Correct(correction));

    assertThat(inbox.waiting()).hasSize(1);
    assertThat(inbox.read(inbox.waiting().get(0))).isEqualTo(new DeskOrder.Correct(correction));
  }

  @Test
  void list_handedIn_isReadAsItWas() throws IOException {
    CorrectionInbox inbox = new CorrectionInbox(folder);
    PlateList list =
        new PlateList(
            7,
            List.of(
                new ListedPlate(
                    PlateNumber.of("浙A12345"),
                    VehicleClass.MONTHLY,
                    Optional.of(Instant.parse("2026-03-01T00:00:00Z")),
                    Optional.empty()),
                new ListedPlate(
                    PlateNumber.of("浙B67890"),
                    VehicleClass.ARREARS,
                    Optional.empty(),
                    Optional.of(Instant.parse("2026-03-01T00:00:00.123Z")))));

    inbox.submit(new DeskOrder.Replace(new UUID(1, 1), list));

    assertThat(inbox.read(inbox.waiting().get(0)))
        .isEqualTo(new DeskOrder.Replace(new UUID(1, 1), list));
  }

  @Test
  void listThatIsNone_saysWhatIsWrong() throws IOException {
    CorrectionInbox inbox = new CorrectionInbox(folder);
    String id = "{\"id\":\"00000000-0000-7000-8000-000000000001\",\"revision\":1,\"plates\":";
    Path odd = Files.writeString(folder.resolve("y.order"), id + "[[\"浙A12345\",\"X\"]]}");
    Path late =
        Files.writeString(
            folder.resolve("z.order"), id + "[[\"浙A12345\",\"MONTHLY\",\"noon\",null]]}");

    assertThatIllegalArgumentException().isThrownBy(() -> inbox.read(odd));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inbox.read(late))
        .withMessageContaining("not \"noon\"");
  }

  @Test
  void answer_isFoundOnce_andTheOrderGoes() throws Exception {
    CorrectionInbox inbox = new CorrectionInbox(folder);
    Correction correction = correction(new Change.Confirm());
    inbox.submit(new DeskOrder.Correct(correction));

    inbox.answer(inbox.waiting().get(0), new Answer(correction.id(), false, "because 浙"));

    assertThat(inbox.waiting()).isEmpty();
    assertThat(inbox.await(correction.id(), Duration.ofSeconds(1)))
        .contains(new Answer(correction.id(), false, "because 浙"));
    assertThat(inbox.await(correction.id(), Duration.ofMillis(1))).isEmpty();
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void answersOfYesterday_thatNobodyCameFor_areTakenAway() throws IOException {
    CorrectionInbox inbox = new CorrectionInbox(folder);
    Correction correction = correction(new Change.Confirm());
    inbox.submit(new DeskOrder.Correct(correction));
    Path old = Files.writeString(folder.resolve("a.answer"), "{}");
    Path half = Files.writeString(folder.resolve(".part1"), "{");
    Path fresh = Files.writeString(folder.resolve("b.answer"), "{}");
    FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
    Files.setLastModifiedTime(old, yesterday);
    Files.setLastModifiedTime(half, yesterday);
    Files.setLastModifiedTime(inbox.waiting().get(0), yesterday);

    inbox.forgetUnread();

    assertThat(old).doesNotExist();
    assertThat(half).doesNotExist();
    assertThat(fresh).exists();
    assertThat(inbox.waiting()).hasSize(1);
  }

  @Test
  void inbox_full_refusesMore_andKeepsWhatWaits() throws IOException {
    CorrectionInbox inbox = new CorrectionInbox(folder);
    for (int i = 0; i < CorrectionInbox.MOST_ORDERS; i++) {
      inbox.submit(new DeskOrder.Correct(correction(new Change.Confirm())));
    }
    assertThatIOException()
        .isThrownBy(() -> inbox.submit(new DeskOrder.Correct(correction(new Change.Confirm()))))
        .withMessageContaining("is the agent running?");
    assertThat(inbox.waiting()).hasSize(CorrectionInbox.MOST_ORDERS);
  }

  @Test
  void file_thatIsNoCorrection_saysWhatIsWrong() throws IOException {
    CorrectionInbox inbox = new CorrectionInbox(folder);
    Path bad = Files.writeString(folder.resolve("x.order"), "{\"id\":");
    Path odd =
        Files.writeString(
            folder.resolve("y.order"),
            "{\"id\":\"00000000-0000-7000-8000-000000000001\",\"origin\":\"OPERATOR\",\"by\":\"li\","
                + "\"session\":\"00000000-0000-7000-8000-000000000002\",\"change\":{\"kind\":\"x\"}}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> inbox.read(bad))
        .withMessageContaining("not JSON");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inbox.read(odd))
        .withMessageContaining("change.kind must be SetPlate");
  }
}
