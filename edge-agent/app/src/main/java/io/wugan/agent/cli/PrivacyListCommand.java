package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wugan.agent.config.ConfigException;
import io.wugan.sync.ledger.Forgotten;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wugan privacy list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List what was forgotten, the latest first: when, by whom and why (删除记录).")
final class PrivacyListCommand implements Callable<Integer> {

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Mixin private LimitOption limit = new LimitOption();

  @Mixin private FormatOption format = new FormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (LedgerView view = ledger.view()) {
      for (Forgotten line : view.listForgotten(limit.value())) {
        out.println(format.isJson() ? json(line) : row(line));
      }
    }
    out.flush();
    return ExitStatus.DONE;
  }

  private static String row(Forgotten line) {
    return String.format(
        Locale.ROOT,
        "%s  by %s: %s (%d stays and passages)",
        line.at(),
        line.by(),
        line.reason(),
        line.subjects());
  }

  private static String json(Forgotten line) {
    return new JsonMapper()
        .createObjectNode()
        .put("at", line.at().toString())
        .put("by", line.by())
        .put("reason", line.reason())
        .put("subjects", line.subjects())
        .toString();
  }
}
