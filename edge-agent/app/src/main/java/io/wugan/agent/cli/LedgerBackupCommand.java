package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.sync.ledger.LedgerBackup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wugan ledger backup}. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = "Copy the ledger now, beside a running agent, and look the copy through (立即备份).")
final class LedgerBackupCommand implements Callable<Integer> {

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Folder of the copy (default: that of the configuration).")
  private @Nullable Path to;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    AgentConfig config = ledger.config();
    Path folder = to == null ? config.ledger().backupFolder(config.data()) : to.toAbsolutePath();
    LedgerBackup.Copy copy = new LedgerBackup(config.data(), folder, 0).make(Instant.now());
    spec.commandLine().getOut().printf("%s (%d bytes)%n", copy.file(), copy.bytes());
    spec.commandLine().getOut().flush();
    return ExitStatus.DONE;
  }
}
