package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.sync.ledger.LedgerBackup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wugan ledger restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Put a copy in the place of the ledger; the agent must be stopped (恢复账本，先停止程序).",
      "What was there is kept in a folder beside it. At its next start the agent adds from the",
      "journal what came after the copy, under a new epoch."
    })
final class LedgerRestoreCommand implements Callable<Integer> {

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Option(names = "--from", required = true, paramLabel = "FILE", description = "The copy.")
  private Path from = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    AgentConfig config = ledger.config();
    Path before = LedgerBackup.restore(config.data(), from.toAbsolutePath());
    PrintWriter out = spec.commandLine().getOut();
    out.println("the ledger is the copy now; what was there lies in " + before);
    out.flush();
    return ExitStatus.DONE;
  }
}
