package io.wugan.agent.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.wugan.agent.desk.Answer;
import io.wugan.agent.desk.CloudOrders;
import io.wugan.agent.desk.CorrectionService;
import io.wugan.agent.desk.EvidenceDesk;
import io.wugan.agent.desk.EvidenceOrder;
import io.wugan.core.ledger.LedgerException;
import io.wugan.sync.contract.CloudCommand;
import io.wugan.sync.ledger.HoldSubject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Commands that do what an operator at the board can have done too. Stateless. */
public final class DeskCommands {

  private static final Duration EVIDENCE_LIMIT = Duration.ofSeconds(30);

  private DeskCommands() {}

  /** The command {@code correct}: a stay, a review item or the count is put right. */
  public static CommandHandler correct(CorrectionService corrections) {
    return command ->
        outcome(
            corrections.apply(CloudOrders.correction(command.id(), command.by(), command.args())));
  }

  /**
   * {@code hold} and {@code release}: pictures are kept from being deleted, or no longer.
   *
   * @param desk folder in which orders about pictures wait
   */
  public static Map<String, CommandHandler> evidence(Path desk) {
    return Map.of(
        "hold",
        command ->
            ordered(
                desk,
                new EvidenceOrder.Hold(
                    command.id(), subject(command.args()), command.by(), reason(command))),
        "release",
        command ->
            ordered(
                desk,
                new EvidenceOrder.Release(
                    command.id(), subject(command.args()), command.by(), reason(command))));
  }

  private static CommandOutcome ordered(Path desk, EvidenceOrder order)
      throws IOException, InterruptedException {
    EvidenceDesk.submit(desk, order);
    return outcome(
        EvidenceDesk.await(desk, order.id(), EVIDENCE_LIMIT)
            .orElseThrow(
                () ->
                    new LedgerException(
                        "no answer about pictures within " + EVIDENCE_LIMIT.toSeconds() + " s")));
  }

  private static HoldSubject subject(JsonNode args) {
    for (HoldSubject.Kind kind : HoldSubject.Kind.values()) {
      String key = kind.name().toLowerCase(Locale.ROOT);
      if (args.path(key).isTextual()) {
        return new HoldSubject(kind, args.path(key).textValue());
      }
    }
    throw new IllegalArgumentException("session, passage or picture is wanted");
  }

  private static String reason(CloudCommand command) {
    return command.args().path("reason").asText();
  }

  private static CommandOutcome outcome(Answer answer) {
    return answer.applied()
        ? CommandOutcome.done(answer.text())
        : CommandOutcome.failed(answer.text());
  }
}
