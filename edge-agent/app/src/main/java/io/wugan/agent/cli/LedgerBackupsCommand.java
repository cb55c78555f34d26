package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.sync.ledger.LedgerBackup;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wugan ledger backups}. */
@Command(
    name = "backups",
    mixinStandardHelpOptions = true,
    description = "List the copies, the oldest first (备份列表).")
final class LedgerBackupsCommand implements Callable<Integer> {

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    AgentConfig config = ledger.config();
    PrintWriter out = spec.commandLine().getOut();
    for (LedgerBackup.Copy copy :
        new LedgerBackup(config.data(), config.ledger().backupFolder(config.data()), 0).list()) {
      out.printf("%s  %12d bytes  %s%n", copy.at(), copy.bytes(), copy.file());
    }
    out.flush();
    return ExitStatus.DONE;
  }
}
