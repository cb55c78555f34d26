package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.config.ConfigException;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.RecordQuery;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wugan records export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write every record that is asked for, the lowest number first; plates are masked.",
      "However many there are, only some are in memory."
    })
final class RecordsExportCommand implements Callable<Integer> {

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Mixin private RecordFilter filter = new RecordFilter();

  @Mixin private ExportOptions export = new ExportOptions();

  @Option(
      names = "--payload",
      description = "With what the cloud is sent, as the key payload; JSON lines only.")
  private boolean payload;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException {
    RecordQuery query = filter.query();
    export.refuseInCsv(payload, "--payload");
    try (LedgerView view = ledger.view()) {
      filter.checkEpoch(view);
      long lines =
          export.write(
              RecordFields.COLUMNS,
              taker ->
                  view.scanRecords(
                      query,
                      false,
                      row -> {
                        RecordFields fields = new RecordFields(row, export.plates());
                        return taker.take(fields::values, () -> line(fields));
                      }));
      spec.commandLine().getErr().println(lines + " records exported");
    }
    return ExitStatus.DONE;
  }

  private ObjectNode line(RecordFields fields) {
    ObjectNode line = fields.json();
    if (payload) {
      line.set("payload", fields.payload());
    }
    return line;
  }
}
