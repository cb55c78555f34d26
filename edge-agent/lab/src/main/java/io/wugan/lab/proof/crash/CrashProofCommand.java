package io.wugan.lab.proof.crash;

import io.wugan.lab.broker.BrokerException;
import io.wugan.lab.proof.ProofException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crash-proof}: exit status 0 if the proof holds, 1 if it could not run, 3 if it fails. */
@Command(
    name = "crash-proof",
    mixinStandardHelpOptions = true,
    description = {
      "Kills a board, Mosquitto and the back end at random moments and at every named failpoint,",
      "while vehicles pass, and proves that nothing is lost and nothing is billed twice."
    })
public final class CrashProofCommand implements Callable<Integer> {
  private static final int FAULT_FOUND = 3;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kills",
      defaultValue = "2000",
      description = "SIGKILLs at random moments (${DEFAULT-VALUE})")
  private int kills;

  @Option(
      names = "--each",
      defaultValue = "20",
      description = "times that each failpoint is reached for each victim (${DEFAULT-VALUE})")
  private int each;

  @Option(
      names = "--victims",
      defaultValue = "3",
      description = {
        "1: whoever is at a failpoint is killed there; 3: it is also held there while the broker or",
        "the other side is killed and started again (${DEFAULT-VALUE})"
      })
  private int victims;

  @Option(
      names = "--longest",
      defaultValue = "PT1.6S",
      description = "longest time between two kills, ISO 8601 (${DEFAULT-VALUE})")
  private Duration longest = Duration.ZERO;

  @Option(names = "--seed", defaultValue = "1", description = "of the plan (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "folder for data and logs, kept afterwards (default: a new one in /tmp)")
  private @Nullable Path work;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    CrashSettings settings = settings();
    err.println("data and logs: " + settings.work());
    err.flush();
    try {
      CrashVerdict verdict = CrashProof.run(settings);
      out.print(verdict);
      out.flush();
      return verdict.holds() ? 0 : FAULT_FOUND;
    } catch (ProofException | BrokerException failed) {
      err.println(failed.getMessage());
      err.flush();
      return 1;
    }
  }

  private CrashSettings settings() throws IOException {
    try {
      Path folder =
          work == null
              ? Files.createTempDirectory("wugan-crash-proof-")
              : Files.createDirectories(work).toAbsolutePath();
      return new CrashSettings(folder, kills, each, victims, longest, seed);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }
}
