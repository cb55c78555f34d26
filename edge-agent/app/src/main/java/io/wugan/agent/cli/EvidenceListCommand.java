package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import io.wugan.sync.ledger.EvidenceHold;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wugan evidence list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List what is held, the latest first, with who holds it and why.")
final class EvidenceListCommand implements Callable<Integer> {

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Mixin private LimitOption limit = new LimitOption();

  @Option(names = "--ended", description = "Those that have ended too: the audit.")
  private boolean endedToo;

  @Mixin private FormatOption format = new FormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (LedgerView view = ledger.view()) {
      List<EvidenceHold> holds = view.listHolds(endedToo, limit.value());
      for (EvidenceHold hold : holds) {
        out.println(format.isJson() ? EvidenceJson.write(hold) : row(hold));
      }
      if (!format.isJson()) {
        out.println(holds.size() + " holds");
      }
    }
    out.flush();
    return ExitStatus.DONE;
  }

  private static String row(EvidenceHold hold) {
    String end =
        hold.release()
            .map(
                r ->
                    String.format(
                        Locale.ROOT, "  released %s by %s: %s", r.at(), r.by(), r.reason()))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "%s  held %s by %s: %s%s",
        hold.subject(),
        hold.at(),
        hold.by(),
        hold.reason(),
        end);
  }
}
