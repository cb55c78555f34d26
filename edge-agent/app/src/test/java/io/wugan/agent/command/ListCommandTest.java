package io.wugan.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.agent.desk.ListService;
import io.wugan.agent.testing.Passages;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.CloudCommand;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of plates in parts, on a real ledger. */
class ListCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Duration time = Duration.ofHours(1);
  private final TimeOrderedIds ids =
      new TimeOrderedIds(() -> Passages.at(Duration.ZERO), new Random(6));
  private SqliteLedger ledger;
  private ListCommand command;

  @BeforeEach
  void start() {
    ledger = SqliteLedger.open(folder, new EventCodec("s1", "e1"), ids);
    command = new ListCommand(new ListService(ledger), ledger.listParts(), () -> Passages.at(time));
  }

  @AfterEach
  void stop() {
    ledger.close();
  }

  private String send(int revision, String place, String plates) throws Exception {
    String args = "{\"revision\":%d%s,\"plates\":[%s]}".formatted(revision, place, plates);
    CommandOutcome outcome =
        command.handle(
            new CloudCommand(
                ids.next(), "s1/e1", "list", Instant.MAX, "li.na", JSON.readTree(args)));
    return outcome.status() + ": " + outcome.text();
  }

  private String part(int revision, int part, int parts, String plate) throws Exception {
    return send(
        revision,
        ",\"part\":%d,\"parts\":%d".formatted(part, parts),
        "[\"" + plate + "\",\"MONTHLY\"]");
  }

  private long held() {
    try (LedgerView view = LedgerView.open(folder)) {
      return view.plateList().held();
    }
  }

  @Test
  void parts_countOnceTheyAreWhole_acrossARestart() throws Exception {
    assertThat(send(1, "", "[\"浙A00001\",\"EXEMPT\"]"))
        .isEqualTo("DONE: revision 1 with 1 plates is the list now");
    assertThat(part(7, 3, 3, "浙A00003"))
        .isEqualTo("DONE: part 3 of 3 of revision 7 is kept; missing are 1 2");
    assertThat(part(7, 1, 3, "浙A00001")).endsWith("missing are 2");
    assertThat(part(7, 1, 3, "浙A00001")).as("twice").endsWith("missing are 2");
    assertThat(held()).isEqualTo(1);
    stop();
    start();

    assertThat(part(7, 2, 3, "浙A00002"))
        .isEqualTo("DONE: revision 7 with 3 plates is the list now");

    assertThat(held()).isEqualTo(7);
    assertThat(part(7, 2, 3, "浙A00002")).as("nothing is left of them").endsWith("missing are 1 3");
  }

  @Test
  void partsThatNobodyGoesOnWith_areForgotten() throws Exception {
    part(7, 1, 2, "浙A00001");
    time = Duration.ofHours(26);

    assertThat(part(7, 2, 2, "浙A00002")).endsWith("missing are 1");
    assertThat(part(8, 1, 2, "浙A00001")).endsWith("missing are 2");
    assertThat(part(7, 1, 2, "浙A00001"))
        .isEqualTo("FAILED: parts of a list with a higher revision are kept already");
    assertThat(part(8, 2, 2, "浙A00002"))
        .isEqualTo("DONE: revision 8 with 2 plates is the list now");
    assertThat(held()).isEqualTo(8);
  }

  @Test
  void anotherNumberOfParts_beginsAnew() throws Exception {
    part(7, 1, 2, "浙A00001");

    assertThat(part(7, 2, 3, "浙A00002")).endsWith("missing are 1 3");
  }

  @Test
  void whatIsWrong_isSaidOfThePart_andOfTheWhole() throws Exception {
    assertThatThrownBy(() -> part(7, 3, 2, "浙A00001"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("part 1 to parts, not 7, 2 and 3");
    assertThatThrownBy(() -> part(7, 1, 2, "no plate"))
        .isInstanceOf(IllegalArgumentException.class);
    part(7, 1, 2, "浙A00001");

    assertThatThrownBy(() -> part(7, 2, 2, "浙A00001"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("listed twice");

    assertThat(held()).isZero();
    assertThat(part(7, 1, 2, "浙A00001")).endsWith("missing are 2");
  }
}
