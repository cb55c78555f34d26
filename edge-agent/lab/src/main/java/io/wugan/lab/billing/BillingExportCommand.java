package io.wugan.lab.billing;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code billing export}: bills or sessions on standard output, with whole plates. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Prints the bills of a ledger, or its sessions in the form of APDS 4.0.")
final class BillingExportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private final DatabaseOptions where = new DatabaseOptions();

  @Option(
      names = "--format",
      defaultValue = "csv",
      description = "csv or jsonl: bills (${DEFAULT-VALUE})")
  private String format = "csv";

  @Option(names = "--apds", description = "sessions as APDS 4.0 / ISO/TS 5206-1 has them, JSON")
  private boolean apds;

  @Override
  public Integer call() {
    CommandSpec command = BillingCommand.required(spec);
    PrintWriter out = command.commandLine().getOut();
    try {
      new LedgerExport(where.database()).write(format(), out);
      return 0;
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
    } catch (BillingLedgerException failed) {
      command.commandLine().getErr().println(failed.getMessage());
      command.commandLine().getErr().flush();
      return 1;
    }
  }

  private LedgerExport.Format format() {
    if (apds) {
      return LedgerExport.Format.APDS;
    }
    return switch (format) {
      case "csv" -> LedgerExport.Format.CSV;
      case "jsonl" -> LedgerExport.Format.JSONL;
      default ->
          throw new IllegalArgumentException("--format is csv or jsonl, not '" + format + "'");
    };
  }
}
