package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.desk.Answer;
import io.wugan.agent.desk.EvidenceOrder;
import io.wugan.core.plate.PlateNumber;
import io.wugan.sync.ledger.ForgetRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wugan privacy forget}: exit status 1 while anything stays that must first be settled. */
@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    description = {
      "Delete what the board knows of a vehicle: ended stays, passages, pictures, its place on the",
      "list; take its plate out of acknowledged records (删除某车牌的个人信息). Beside a running",
      "agent, or without one. Exit status 1 while something must first be settled."
    })
final class PrivacyForgetCommand implements Callable<Integer> {

  /** All passages are looked through, on a card. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Option(
      names = "--plate",
      required = true,
      paramLabel = "PLATE",
      description = "The vehicle's number plate.")
  private String plate = "";

  @Option(
      names = "--stay",
      paramLabel = "ID",
      description = "Only this stay of the vehicle (default: all, and its place on the list).")
  private @Nullable UUID stay;

  @Option(
      names = "--by",
      required = true,
      paramLabel = "NAME",
      description = "Who decides, for the audit.")
  private String by = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for the audit; without the plate.")
  private String reason = "";

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean dryRun;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException, InterruptedException {
    ForgetRequest request;
    try {
      request =
          new ForgetRequest(
              ledger.newId(), PlateNumber.of(plate), Optional.ofNullable(stay), by, reason);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
    Answer answer = ledger.order(new EvidenceOrder.Forget(request, dryRun), LIMIT);
    PrintWriter out = spec.commandLine().getOut();
    out.println(answer.text());
    if (!dryRun) {
      tellTraces(ledger.config(), request, out);
    }
    out.flush();
    return answer.applied() ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private static void tellTraces(AgentConfig config, ForgetRequest request, PrintWriter out)
      throws IOException {
    List<PlateTraces.Trace> traces = new PlateTraces(config).find(request.plate());
    if (traces.isEmpty()) {
      out.println("no file of the board has a byte of it any more");
    }
    for (PlateTraces.Trace trace : traces) {
      out.println("still in " + trace.file() + ": " + trace.until());
    }
  }
}
