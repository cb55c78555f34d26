package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.desk.Answer;
import io.wugan.agent.desk.EvidenceOrder;
import io.wugan.core.plate.PlateNumber;
import io.wugan.sync.ledger.ForgetRequest;
import io.wugan.sync.ledger.LedgerBackup;
import io.wugan.sync.ledger.LedgerLeftovers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  @Mixin private ByOption by = new ByOption();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for the audit; without the plate.")
  private String reason = "";

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean dryRun;

  @Option(
      names = "--copies",
      description = {
        "Once all is forgotten, make a new copy of the ledger, then delete the copies and ledgers",
        "put aside that still have the plate (同时清除旧备份)."
      })
  private boolean copies;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException, InterruptedException {
    ForgetRequest request;
    try {
      request =
          new ForgetRequest(
              ledger.newId(), PlateNumber.of(plate), Optional.ofNullable(stay), by.value(), reason);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
    Answer answer = ledger.order(new EvidenceOrder.Forget(request, dryRun), LIMIT);
    PrintWriter out = spec.commandLine().getOut();
    out.println(answer.text());
    if (!dryRun) {
      if (copies && answer.applied()) {
        deleteCopies(ledger.config(), request, out);
      }
      tellTraces(ledger.config(), request, out);
    }
    out.flush();
    return answer.applied() ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  /** First a copy that does not have it, so that the board is never without one. */
  private static void deleteCopies(AgentConfig config, ForgetRequest request, PrintWriter out)
      throws IOException {
    Set<LedgerLeftovers.Leftover> old = new LinkedHashSet<>();
    for (PlateTraces.Trace trace : new PlateTraces(config).find(request.plate())) {
      trace.aside().ifPresent(old::add);
    }
    if (old.isEmpty()) {
      return;
    }
    Path folder = config.ledger().backupFolder(config.data());
    LedgerBackup.Copy made =
        new LedgerBackup(config.data(), folder, config.evidence().keepFreeBytes())
            .make(Instant.now());
    out.println("made " + made.file());
    for (LedgerLeftovers.Leftover leftover : old) {
      LedgerLeftovers.delete(leftover);
      out.println("deleted " + leftover.path());
    }
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
