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

/** {@code corruption-proof}: exit status 3 if a ledger did not open or too little was saved. */
@Command(
    name = "corruption-proof",
    mixinStandardHelpOptions = true,
    description = {
      "Damages a ledger's files in many ways and proves that it opens each time, and that at least",
      "99 of 100 records that the damage left whole are there."
    })
public final class CorruptionProofCommand implements Callable<Integer> {

  @Option(names = "--seeds", defaultValue = "10000", description = "Faults (${DEFAULT-VALUE}).")
  private int seeds;

  @Option(names = "--journal", description = "The journal outlives the damage.")
  private boolean journal;

  @Mixin private ProofOptions options = new ProofOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (seeds < 1) {
      throw new ParameterException(spec.commandLine(), "--seeds must be 1 or more");
    }
    CorruptionProof proof = CorruptionProof.run(options.work(), options.seed(), seeds, journal);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "seeds %d to %d; each ledger holds %d records not acknowledged%n",
        options.seed(),
        options.seed() + seeds - 1,
        proof.records());
    out.println(
        "fault             times  salvaged    of those left whole saved         of all saved");
    proof.tallies().forEach((fault, tally) -> out.println(row(fault.name(), tally)));
    out.println(row("all", proof.total()));
    out.println(proof.failures().size() + " ledgers did not open or were damaged again");
    proof.failures().forEach(out::println);
    out.flush();
    return proof.holds() ? 0 : ProofOptions.FAULT_FOUND;
  }

  private static String row(String name, CorruptionProof.Tally tally) {
    return String.format(
        Locale.ROOT,
        "%-15s %7d %9d  %9d/%9d %7.3f %%  %9d/%9d %7.3f %%",
        name,
        tally.seeds,
        tally.salvaged,
        tally.intactSaved,
        tally.intact,
        percent(tally.intactSaved, tally.intact),
        tally.saved,
        tally.rows,
        percent(tally.saved, tally.rows));
  }

  private static double percent(long part, long of) {
    return of == 0 ? 100 : 100.0 * part / of;
  }
}
