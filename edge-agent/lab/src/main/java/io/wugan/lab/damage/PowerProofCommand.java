package io.wugan.lab.damage;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code power-proof}: exit status 3 if a record was lost. */
@Command(
    name = "power-proof",
    mixinStandardHelpOptions = true,
    description = {
      "Cuts the power at many bytes of a ledger's log and proves that no record is lost whose",
      "commit had been answered, and that the ledger opens."
    })
public final class PowerProofCommand implements Callable<Integer> {

  @Option(names = "--prefixes", defaultValue = "20000", description = "Cuts (${DEFAULT-VALUE}).")
  private int prefixes;

  @Option(names = "--commits", defaultValue = "600", description = "Of the run (${DEFAULT-VALUE}).")
  private int commits;

  @Mixin private ProofOptions options = new ProofOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (prefixes < 1 || commits < 1) {
      throw new ParameterException(
          spec.commandLine(), "--prefixes and --commits must be 1 or more");
    }
    PowerProof.Figures figures = PowerProof.run(options.work(), options.seed(), prefixes, commits);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "seed %d, a run of %d commits%n", options.seed(), commits);
    figures.cuts().forEach((cut, n) -> out.printf(Locale.ROOT, "%8d  %s%n", n, cut));
    out.printf(
        Locale.ROOT,
        "%d records answered before the cuts, %d lost; %d ledgers not opened%n",
        figures.captured(),
        figures.lost(),
        figures.notOpened());
    figures.failures().forEach(out::println);
    out.flush();
    return figures.holds() ? 0 : ProofOptions.FAULT_FOUND;
  }
}
