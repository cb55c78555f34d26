package io.wugan.lab.simulate;

import io.wugan.lab.billing.BillingDatabase;
import io.wugan.lab.billing.BillingLedgerException;
import io.wugan.lab.billing.Tariff;
import io.wugan.lab.billing.TariffBook;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code billing-proof}: exit status 3 if the bills are not the same. */
@Command(
    name = "billing-proof",
    mixinStandardHelpOptions = true,
    description = {
      "Hands the same events to the back end's ledger twice, in order and then shuffled and",
      "repeated, and proves that both give the same bills."
    })
public final class BillingProofCommand implements Callable<Integer> {
  private static final int FOUND = 3;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--deliveries",
      defaultValue = "100000",
      description = "events handed over in the shuffled run, about 8 times each (${DEFAULT-VALUE})")
  private long deliveries;

  @Option(names = "--seed", defaultValue = "1", description = "of everything (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "folder of both ledgers, kept afterwards (default: a new one)")
  private @Nullable Path work;

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("not started by picocli");
    }
    if (deliveries < 1000 || deliveries > 10_000_000) {
      throw new ParameterException(
          command.commandLine(), "--deliveries are 1000 to 10000000, not " + deliveries);
    }
    try {
      Path present = work;
      Path folder = present == null ? Files.createTempDirectory("wugan-billing-proof-") : present;
      if (Files.exists(folder.resolve("in-order")) || Files.exists(folder.resolve("shuffled"))) {
        throw new ParameterException(
            command.commandLine(), folder + " holds ledgers already; give a new folder");
      }
      BillingProof proof = new BillingProof(TariffBook.of(Tariff.EXAMPLE), seed);
      BillingProof.Verdict verdict =
          proof.run(
              deliveries,
              BillingDatabase.inFolder(folder.resolve("in-order")),
              BillingDatabase.inFolder(folder.resolve("shuffled")));
      print(command.commandLine().getOut(), verdict);
      return verdict.holds() ? 0 : FOUND;
    } catch (IOException | BillingLedgerException failed) {
      command.commandLine().getErr().println(failed.getMessage());
      command.commandLine().getErr().flush();
      return 1;
    }
  }

  private static void print(PrintWriter out, BillingProof.Verdict verdict) {
    double seconds = Math.max(0.001, verdict.wall().toMillis() / 1000.0);
    Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    line(out, "deliveries, shuffled", "%,d", verdict.deliveries());
    line(out, "different events", "%,d", verdict.events());
    line(
        out,
        "stays to be billed / billed",
        "%,d / %,d",
        verdict.expected(),
        verdict.check().billed());
    line(
        out,
        "fen to be billed / billed",
        "%,d / %,d",
        verdict.check().expectedFen(),
        verdict.check().billedFen());
    line(
        out,
        "not billed / without reason / twice / other price",
        "%d / %d / %d / %d",
        verdict.check().lacking(),
        verdict.check().surplus(),
        verdict.check().repeated(),
        verdict.check().wrong());
    line(out, "every number acknowledged", "%s", verdict.complete() ? "yes" : "NO");
    line(out, "bills in order, SHA-256", "%s", verdict.inOrder());
    line(out, "bills shuffled, SHA-256", "%s", verdict.shuffled());
    line(
        out,
        "seconds, deliveries a second",
        "%.1f, %,.0f",
        seconds,
        verdict.deliveries() / seconds);
    line(out, "processor of the whole proof, seconds", "%.1f", cpu.toMillis() / 1000.0);
    line(out, "the proof holds", "%s", verdict.holds() ? "yes" : "NO");
    out.flush();
  }

  private static void line(PrintWriter out, String what, String format, Object... values) {
    out.printf(Locale.ROOT, "%-52s %s%n", what, String.format(Locale.ROOT, format, values));
  }
}
