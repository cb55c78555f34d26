package io.wugan.agent.cli;

import picocli.CommandLine.Command;

/** {@code wugan ledger}: copies of a ledger. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    subcommands = {
      LedgerBackupCommand.class,
      LedgerBackupsCommand.class,
      LedgerRestoreCommand.class,
    },
    description = "Copy a ledger beside its agent, list copies, put one back (账本备份与恢复).")
final class LedgerCommand {}
