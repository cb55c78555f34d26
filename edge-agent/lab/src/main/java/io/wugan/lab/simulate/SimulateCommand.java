package io.wugan.lab.simulate;

import io.wugan.lab.billing.BillingDatabase;
import io.wugan.lab.billing.BillingLedgerException;
import io.wugan.lab.billing.TariffFileException;
import io.wugan.lab.billing.TariffOptions;
import io.wugan.lab.conformance.ConformanceException;
import io.wugan.lab.conformance.ConformanceOptions;
import io.wugan.lab.lot.DaySettings;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code simulate}: many virtual lots against a broker; exit status 3 if something was lost or
 * billed wrongly, or a rule of the contract does not hold.
 */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Plays the days of many virtual lots against a broker and its back end, as their boards",
      "would tell them, and holds what was billed against the truth."
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final int FOUND = 3;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--broker",
      defaultValue = "tcp://127.0.0.1:1883",
      paramLabel = "URL",
      description = "tcp://host:port (${DEFAULT-VALUE})")
  private URI broker = URI.create("tcp://127.0.0.1:1883");

  @Option(names = "--root", defaultValue = "wugan", description = "topic root (${DEFAULT-VALUE})")
  private String root = "wugan";

  @Option(names = "--lots", defaultValue = "10", description = "lots (${DEFAULT-VALUE})")
  private int lots;

  @Option(
      names = "--vehicles-per-day",
      defaultValue = "2800",
      description = "vehicles that come in, each lot (${DEFAULT-VALUE})")
  private int vehicles;

  @Option(names = "--days", defaultValue = "1", description = "days (${DEFAULT-VALUE})")
  private int days;

  @Option(names = "--seed", defaultValue = "1", description = "of everything (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--connections",
      defaultValue = "4",
      description = "MQTT connections that the lots share (${DEFAULT-VALUE})")
  private int connections;

  /** How fast; one of the two. */
  private static final class Speed {
    @Option(names = "--speed", required = true, description = "so many times real time")
    private double times;

    @Option(
        names = "--as-fast-as-possible",
        required = true,
        description = "as fast as it is acknowledged (this is the default)")
    private boolean free;
  }

  @ArgGroup private @Nullable Speed speed;

  @Option(
      names = "--resend",
      defaultValue = "PT30S",
      description = "after how long without an acknowledgement, ISO 8601 (${DEFAULT-VALUE})")
  private Duration resend = Duration.ofSeconds(30);

  @Option(
      names = "--patience",
      defaultValue = "PT2M",
      description = "without any acknowledgement, then it gives up (${DEFAULT-VALUE})")
  private Duration patience = Duration.ofMinutes(2);

  @Option(
      names = "--check",
      paramLabel = "JDBC-URL",
      description = "the back end's database: is every stay billed once, at the right price?")
  private @Nullable String check;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text, or jsonl for programs (${DEFAULT-VALUE})")
  private String format = "text";

  @Mixin private final TariffOptions prices = new TariffOptions();

  @Mixin private final ConformanceOptions conformance = new ConformanceOptions();

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("not started by picocli");
    }
    try {
      PrintWriter out = command.commandLine().getOut();
      PrintWriter err = command.commandLine().getErr();
      checkFormat();
      if (conformance.isWanted()) {
        return conformance.run(broker, root, format.equals("jsonl"), out, err) ? 0 : FOUND;
      }
      return simulate(out);
    } catch (IllegalArgumentException | TariffFileException wrong) {
      throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
    } catch (SimulationException | ConformanceException | BillingLedgerException failed) {
      command.commandLine().getErr().println(failed.getMessage());
      command.commandLine().getErr().flush();
      return 1;
    }
  }

  private void checkFormat() {
    if (!format.equals("text") && !format.equals("jsonl")) {
      throw new IllegalArgumentException("--format is text or jsonl, not '" + format + "'");
    }
  }

  private int simulate(PrintWriter out) throws InterruptedException {
    Speed wanted = speed;
    if (wanted != null && !wanted.free && !(wanted.times > 0)) {
      throw new IllegalArgumentException("--speed is above 0, not " + wanted.times);
    }
    SimulationSettings settings =
        new SimulationSettings(
            broker,
            root,
            lots,
            DaySettings.of(vehicles, days),
            wanted == null || wanted.free ? 0 : wanted.times,
            seed,
            connections,
            resend,
            patience);
    Optional<BillingDatabase> database = Optional.ofNullable(check).map(SimulateCommand::database);
    Simulation simulation = new Simulation(settings, prices.tariffs());
    simulation.run();
    Optional<BillCheck> bills = database.map(each -> compare(simulation, each));
    SimulationReport report = new SimulationReport(settings, simulation, bills);
    out.print(format.equals("text") ? report.text() : report.json() + "\n");
    out.flush();
    return report.holds() ? 0 : FOUND;
  }

  private static BillingDatabase database(String url) {
    String password = Optional.ofNullable(System.getenv("PGPASSWORD")).orElse("");
    return BillingDatabase.of(url, password);
  }

  private static BillCheck compare(Simulation simulation, BillingDatabase database) {
    return BillCheck.compare(simulation.truth(), simulation.sites(), database);
  }
}
