package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import io.wugan.core.plate.CostLearner;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wugan sessions learn}. */
@Command(
    name = "learn",
    mixinStandardHelpOptions = true,
    description = {
      "Tell from the corrections that people made which characters this lot's cameras confuse, as",
      "the section sessions.matching.costs of the configuration."
    })
final class SessionsLearnCommand implements Callable<Integer> {

  private static final int MOST_CASES = 10_000;

  @Mixin private LedgerOptions ledger = new LedgerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    CostLearner learner = new CostLearner();
    try (LedgerView view = ledger.view()) {
      view.listMisreadings(MOST_CASES).forEach(m -> learner.learn(m.read(), m.known()));
    }
    out.println("sessions:");
    out.println("  matching:");
    out.println(
        learner.costs().isEmpty() ? "    costs: {} # too few corrections yet" : "    costs:");
    learner
        .costs()
        .forEach(
            (pair, cost) ->
                out.printf(
                    Locale.ROOT,
                    "      %s: %.2f # %d cases%n",
                    pair,
                    cost,
                    learner.cases().get(pair)));
    out.flush();
    return ExitStatus.DONE;
  }
}
