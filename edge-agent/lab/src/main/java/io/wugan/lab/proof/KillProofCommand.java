package io.wugan.lab.proof;

import io.wugan.lab.broker.Broker;
import io.wugan.lab.broker.BrokerException;
import io.wugan.lab.broker.EmbeddedBroker;
import io.wugan.lab.broker.MosquittoBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kill-proof}: prints the table; exit status 0 if the proof holds, 1 if it does not. */
@Command(
    name = "kill-proof",
    mixinStandardHelpOptions = true,
    description = {
      "Kills the agent again and again while cars pass, takes the broker away, and proves that",
      "every record reached the cloud's ledger once and every stay was billed once."
    })
public final class KillProofCommand implements Callable<Integer> {
  private static final String AGENT_MAIN = "io.wugan.agent.cli.Wugan";
  private static final String MOSQUITTO = "mosquitto";
  private static final String EMBEDDED = "embedded";

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--kills", defaultValue = "10", description = "SIGKILLs (${DEFAULT-VALUE})")
  private int kills;

  @Option(
      names = "--outages",
      defaultValue = "1",
      description = "lives in which the broker is away (${DEFAULT-VALUE})")
  private int outages;

  @Option(names = "--seed", defaultValue = "1", description = "of the moments (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--broker",
      defaultValue = MOSQUITTO,
      description = "mosquitto or embedded (${DEFAULT-VALUE})")
  private String broker = MOSQUITTO;

  @Option(
      names = "--command",
      paramLabel = "WORDS",
      description = {
        "how the agent is started, words apart by spaces; {config} stands for the configuration",
        "(default: this program's own 'run --config {config}')"
      })
  private @Nullable String command;

  @Option(
      names = "--entry-clip",
      required = true,
      paramLabel = "FILE",
      description = "recording of the entry lane")
  private @Nullable Path entryClip;

  @Option(
      names = "--exit-clip",
      required = true,
      paramLabel = "FILE",
      description = "recording of the exit lane")
  private @Nullable Path exitClip;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "folder for ledgers and logs, kept afterwards (default: a new one in /tmp)")
  private @Nullable Path work;

  @Option(
      names = "--shortest",
      defaultValue = "PT0.1S",
      description =
          "shortest time from start or first event to the kill, ISO 8601 (${DEFAULT-VALUE})")
  private Duration shortest = Duration.ZERO;

  @Option(
      names = "--longest",
      defaultValue = "PT10S",
      description = "longest such time, ISO 8601 (${DEFAULT-VALUE})")
  private Duration longest = Duration.ZERO;

  @Option(
      names = "--patience",
      defaultValue = "PT3M",
      description = "for the end, until all is acknowledged (${DEFAULT-VALUE})")
  private Duration patience = Duration.ZERO;

  @Override
  public Integer call() {
    PrintWriter out = spec().commandLine().getOut();
    PrintWriter err = spec().commandLine().getErr();
    ProofSettings settings = settings();
    err.println("ledgers and logs: " + settings.work());
    err.flush();
    try (Broker running = startBroker(settings.work().resolve("broker"))) {
      ProofVerdict verdict = KillProof.run(settings, running);
      out.print(verdict);
      out.flush();
      return verdict.holds() ? 0 : 1;
    } catch (ProofException | BrokerException failed) {
      err.println(failed.getMessage());
      err.flush();
      return 1;
    }
  }

  private Broker startBroker(Path folder) {
    return broker.equals(MOSQUITTO)
        ? MosquittoBroker.startIn(folder)
        : EmbeddedBroker.startIn(folder);
  }

  private ProofSettings settings() {
    if (!broker.equals(MOSQUITTO) && !broker.equals(EMBEDDED)) {
      throw new ParameterException(
          spec().commandLine(), "--broker is mosquitto or embedded, not " + broker);
    }
    try {
      return new ProofSettings(
          workFolder(),
          commandWords(),
          new ProofSettings.Clips(required(entryClip), required(exitClip)),
          kills,
          outages,
          seed,
          new ProofSettings.Life(shortest, longest),
          patience);
    } catch (IllegalArgumentException | IOException wrong) {
      throw new ParameterException(spec().commandLine(), wrong.getMessage(), wrong);
    }
  }

  private Path workFolder() throws IOException {
    return work == null
        ? Files.createTempDirectory("wugan-kill-proof-")
        : Files.createDirectories(work).toAbsolutePath();
  }

  private List<String> commandWords() {
    if (command != null) {
      return Arrays.stream(command.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        AGENT_MAIN,
        "run",
        "--config",
        ProofSettings.CONFIG);
  }

  private CommandSpec spec() {
    return required(spec);
  }

  /** What picocli has set before it calls. */
  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("not started by picocli");
    }
    return value;
  }
}
