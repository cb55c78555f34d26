package io.wugan.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.sync.contract.CloudCommand;
import io.wugan.sync.contract.CommandResult;
import io.wugan.sync.contract.CommandStatus;
import io.wugan.sync.testing.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandMemoryTest {

  private static final Instant NOW = Samples.START;
  private static final byte[] BODY = {'{', '}'};

  @TempDir Path folder;
  private final Samples samples = new Samples(7);
  private SqliteLedger ledger;

  @BeforeEach
  void open() {
    ledger = samples.open(folder);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private CloudCommand command(Duration goodFor) {
    return new CloudCommand(
        samples.ids().next(),
        "s01/e01",
        "restart",
        NOW.plus(goodFor),
        "li.na",
        JsonNodeFactory.instance.objectNode());
  }

  private static CommandResult result(CloudCommand command, CommandStatus status) {
    Instant millis = Instant.ofEpochMilli(NOW.toEpochMilli());
    return new CommandResult(
        command.id(), command.type(), status, "text = 1", Map.of("a", "b=c", "d", ""), millis);
  }

  private boolean accept(CloudCommand command, Instant now) throws InterruptedException {
    return LedgerWait.on(ledger.commands().accept(command, BODY, now));
  }

  @Test
  void command_isAcceptedOnce_andItsResultSurvivesARestart() throws Exception {
    CloudCommand command = command(Duration.ofMinutes(10));

    assertThat(accept(command, NOW)).isTrue();
    assertThat(accept(command, NOW)).isFalse();
    assertThat(ledger.commands().listUnfinished()).containsExactly(BODY);
    assertThat(ledger.commands().find(command.id()).orElseThrow().status())
        .isEqualTo(CommandStatus.ACCEPTED);

    ledger.close();
    ledger = samples.open(folder);
    assertThat(ledger.commands().listUnfinished()).containsExactly(BODY);
    LedgerWait.on(ledger.commands().finish(result(command, CommandStatus.DONE)));

    assertThat(ledger.commands().listUnfinished()).isEmpty();
    assertThat(ledger.commands().find(command.id())).contains(result(command, CommandStatus.DONE));
    assertThat(accept(command, NOW)).isFalse();
  }

  @Test
  void result_isUntold_untilThatVeryOneWasHeard() throws Exception {
    CloudCommand command = command(Duration.ofMinutes(10));
    accept(command, NOW);
    List<CommandResult> accepted = ledger.commands().listUntold(5);

    LedgerWait.on(ledger.commands().finish(result(command, CommandStatus.DONE)));
    LedgerWait.on(ledger.commands().markTold(accepted));
    assertThat(ledger.commands().listUntold(5))
        .containsExactly(result(command, CommandStatus.DONE));

    LedgerWait.on(ledger.commands().markTold(ledger.commands().listUntold(5)));
    assertThat(ledger.commands().listUntold(5)).isEmpty();
  }

  @Test
  void command_isForgotten_onlyADayAfterItExpired() throws Exception {
    CloudCommand first = command(Duration.ofMinutes(10));
    accept(first, NOW);
    LedgerWait.on(ledger.commands().finish(result(first, CommandStatus.DONE)));
    LedgerWait.on(ledger.commands().markTold(List.of(result(first, CommandStatus.DONE))));
    Instant expired = NOW.plus(Duration.ofMinutes(10)).plus(Duration.ofDays(1));

    accept(command(Duration.ofDays(3)), expired);
    assertThat(ledger.commands().find(first.id())).isPresent();

    accept(command(Duration.ofDays(3)), expired.plusMillis(1));
    assertThat(ledger.commands().find(first.id())).isEmpty();
  }

  @Test
  void command_thatIsNotDone_isNeverForgotten() throws Exception {
    CloudCommand open = command(Duration.ofMinutes(10));
    accept(open, NOW);

    accept(command(Duration.ofDays(100)), NOW.plus(Duration.ofDays(60)));

    assertThat(ledger.commands().find(open.id())).isPresent();
    assertThat(ledger.commands().find(UUID.randomUUID())).isEmpty();
  }
}
