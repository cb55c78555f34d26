package io.wugan.agent.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.sync.contract.CloudCommand;
import io.wugan.sync.ledger.Outbox;
import java.util.Map;
import java.util.function.LongConsumer;

/** {@code resend}: records are sent once more, even if they were acknowledged. */
public final class ResendCommand implements CommandHandler {

  private final Outbox outbox;
  private final LongConsumer reopened;

  /**
   * @param outbox where they are
   * @param reopened told the first of their numbers
   */
  public ResendCommand(Outbox outbox, LongConsumer reopened) {
    this.outbox = outbox;
    this.reopened = reopened;
  }

  @Override
  public CommandOutcome handle(CloudCommand command) throws InterruptedException {
    String epoch = command.args().path("epoch").asText();
    if (!epoch.equals(outbox.epoch().toString())) {
      throw new IllegalArgumentException("epoch must be that of the board, " + outbox.epoch());
    }
    long first = number(command.args(), "first");
    long last = number(command.args(), "last");
    if (last < first) {
      throw new IllegalArgumentException("last must not be less than first");
    }
    long found = LedgerWait.on(outbox.reopen(first, last));
    reopened.accept(first);
    return CommandOutcome.done(
        found + " records are sent again", Map.of("records", Long.toString(found)));
  }

  private static long number(JsonNode args, String key) {
    JsonNode value = args.path(key);
    boolean digits = value.isTextual() && value.textValue().matches("[1-9][0-9]{0,17}");
    if (digits) {
      return Long.parseLong(value.textValue());
    }
    if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() > 0) {
      return value.longValue();
    }
    throw new IllegalArgumentException(key + " must be the number of a record");
  }
}
