package io.wugan.agent.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.wugan.agent.desk.ResendService;
import io.wugan.sync.contract.CloudCommand;
import java.util.List;
import java.util.Map;

/** {@code resend}: records are sent once more, even if they were acknowledged. */
public final class ResendCommand implements CommandHandler {

  private final ResendService resends;

  /**
   * @param resends does it
   */
  public ResendCommand(ResendService resends) {
    this.resends = resends;
  }

  @Override
  public CommandOutcome handle(CloudCommand command) throws InterruptedException {
    ResendService.Range range =
        new ResendService.Range(number(command.args(), "first"), number(command.args(), "last"));
    long found = resends.resend(command.args().path("epoch").asText(), List.of(range));
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
