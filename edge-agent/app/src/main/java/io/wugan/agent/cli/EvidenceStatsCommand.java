package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.runtime.DataFolder;
import io.wugan.sync.ledger.EvidenceStats;
import io.wugan.sync.ledger.LedgerView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wugan evidence stats}. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description =
        "How many pictures are kept, of what kind and what for, and how much room is left.")
final class EvidenceStatsCommand implements Callable<Integer> {

  private static final double MB = 1 << 20;

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Mixin private FormatOption format = new FormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    AgentConfig config = ledger.config();
    try (LedgerView view = ledger.view()) {
      EvidenceStats stats = view.evidenceStats();
      for (EvidenceStats.Row row : stats.rows()) {
        out.println(format.isJson() ? EvidenceJson.write(row) : line(row));
      }
      if (!format.isJson()) {
        out.printf(
            Locale.ROOT,
            "%d pictures, %.1f of %.0f MB; %d MB free on the disk, %d MB are to stay free%n",
            stats.totals().files(),
            stats.totals().bytes() / MB,
            config.evidence().quotaBytes() / MB,
            free(new DataFolder(config.data())) >> 20,
            config.evidence().keepFreeBytes() >> 20);
      }
    }
    out.flush();
    return ExitStatus.DONE;
  }

  private static String line(EvidenceStats.Row row) {
    return String.format(
        Locale.ROOT,
        "%-8s  %-7s  %7d pictures  %9.1f MB  oldest %s",
        row.kind(),
        row.value(),
        row.files(),
        row.bytes() / MB,
        row.oldest().map(Object::toString).orElse("not dated"));
  }

  private static long free(DataFolder folder) throws IOException {
    return Files.getFileStore(folder.root()).getUsableSpace();
  }
}
