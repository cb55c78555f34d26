package io.wugan.lab.billing;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code billing}: runs the reference back end until it is interrupted or the time is up, prints
 * each bill as it is made and the report at the end. Bills are printed with whole plates: that is
 * what a bill is.
 */
@Command(
    name = "billing",
    mixinStandardHelpOptions = true,
    subcommands = BillingExportCommand.class,
    description = "Receives, acknowledges and bills the records of the edges at a broker.")
public final class BillingCommand implements Callable<Integer> {
  private static final long STOP_SECONDS = 30;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--broker",
      defaultValue = "tcp://127.0.0.1:1883",
      paramLabel = "URL",
      description = "tcp://host:port (${DEFAULT-VALUE})")
  private @Nullable URI broker;

  @Mixin private final DatabaseOptions where = new DatabaseOptions();

  @Option(names = "--root", defaultValue = "wugan", description = "topic root (${DEFAULT-VALUE})")
  private String root = "";

  @Option(
      names = "--reorder-window",
      defaultValue = "PT60S",
      description = "how long an event waits for those before it, ISO 8601 (${DEFAULT-VALUE})")
  private Duration window = Duration.ZERO;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "stop after this time, ISO 8601 (default: when interrupted)")
  private @Nullable Duration time;

  @Mixin private final TariffOptions prices = new TariffOptions();

  @Option(names = "--report", description = "only print what the ledger holds")
  private boolean reportOnly;

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec command = required(spec);
    PrintWriter out = command.commandLine().getOut();
    try {
      if (!reportOnly) {
        receive(out);
      }
      out.print(BackendReport.read(where.database()));
      out.flush();
      return 0;
    } catch (IllegalArgumentException | TariffFileException wrong) {
      throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
    } catch (BillingLedgerException failed) {
      command.commandLine().getErr().println(failed.getMessage());
      command.commandLine().getErr().flush();
      return 1;
    }
  }

  private void receive(PrintWriter out) throws InterruptedException {
    BackendSettings settings =
        BackendSettings.of(required(broker), where.database())
            .withRoot(root)
            .withReorderWindow(window)
            .withTariffs(prices.tariffs());
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook = hook(stop, stopped);
    Runtime.getRuntime().addShutdownHook(hook);
    try (BillingBackend running = BillingBackend.start(settings, stay -> print(out, stay))) {
      if (time == null) {
        stop.await();
      } else if (stop.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        out.println("interrupted");
      }
      out.println(running.isConnected() ? "leaving the broker" : "the broker is not reached");
    } finally {
      stopped.countDown();
      if (stop.getCount() > 0) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  /** On an interrupt the JVM waits for the batch in hand. */
  private static Thread hook(CountDownLatch stop, CountDownLatch stopped) {
    return new Thread(
        () -> {
          stop.countDown();
          try {
            if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
              Thread.currentThread().interrupt();
            }
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        },
        "billing-stop");
  }

  private static void print(PrintWriter out, Stay stay) {
    out.printf(
        "%s  %s → %s  %d min  %d.%02d yuan  session %s%n",
        stay.plate(),
        stay.entry(),
        stay.exit(),
        stay.minutes(),
        stay.fen() / 100,
        stay.fen() % 100,
        stay.session());
    out.flush();
  }

  /** What picocli has set before it calls. */
  static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("not started by picocli");
    }
    return value;
  }
}
