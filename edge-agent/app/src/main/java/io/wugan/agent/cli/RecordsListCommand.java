package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.OutboxCounts;
import io.wugan.sync.ledger.RecordQuery;
import io.wugan.sync.ledger.StoredRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wugan records list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List records, the highest number first; plates are masked.")
final class RecordsListCommand implements Callable<Integer> {

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Mixin private RecordFilter filter = new RecordFilter();

  @Mixin private LimitOption limit = new LimitOption();

  @Option(names = "--plates", description = "Show plates in full: personal data.")
  private boolean plates;

  @Mixin private FormatOption format = new FormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    RecordQuery query = filter.query();
    PrintWriter out = spec.commandLine().getOut();
    try (LedgerView view = ledger.view()) {
      filter.checkEpoch(view);
      int[] shown = {0};
      view.scanRecords(
          query,
          true,
          row -> {
            RecordFields fields = new RecordFields(row, plates);
            out.println(format.isJson() ? fields.json() : row(row, fields));
            return ++shown[0] < limit.value();
          });
      if (!format.isJson()) {
        OutboxCounts counts = view.outboxCounts();
        out.printf(
            Locale.ROOT,
            "%d shown; epoch %s, last number %d, %d wait, %d quarantined%n",
            shown[0],
            view.epoch(),
            counts.lastSeq(),
            counts.pending(),
            counts.setApart());
      }
    }
    out.flush();
    return ExitStatus.DONE;
  }

  private static String row(StoredRecord row, RecordFields fields) {
    return String.format(
        Locale.ROOT,
        "%8d  %s  %-21s %-12s %-6s %-8s %s%s%s",
        row.seq(),
        fields.time(),
        row.type(),
        RecordFilter.name(row.state()),
        fields.lane().isEmpty() ? "-" : fields.lane(),
        fields.plate().isEmpty() ? "-" : fields.plate(),
        row.id(),
        row.delivery().refusal().map(why -> "  " + why).orElse(""),
        row.intact() ? "" : "  DAMAGED");
  }
}
