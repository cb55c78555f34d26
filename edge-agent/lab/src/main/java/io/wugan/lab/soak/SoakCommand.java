package io.wugan.lab.soak;

import io.wugan.agent.cli.ExitStatus;
import io.wugan.agent.runtime.TemporaryFolder;
import io.wugan.lab.broker.MosquittoBroker;
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

/** {@code wugan soak}: an hour of a whole board. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Run a whole board for an hour: two lanes over RTSP (GStreamer), uplink to Mosquitto and a back end that bills, a person"
          + " at the page, a monitoring system; write what it uses as CSV and as plots.",
      "Each vehicle of the clips must be told once, in order, and nothing may grow. Linux."
    })
public final class SoakCommand implements Callable<Integer> {

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "1 to 10080; ${DEFAULT-VALUE} if not given.")
  private int minutes = 60;

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description = "Where soak-*.svg and soak.csv are written; the current folder if not given.")
  private Path plots = Path.of(".");

  @Option(names = "--work", paramLabel = "DIR", description = "A new folder, kept afterwards.")
  private @Nullable Path work;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (minutes < 1 || minutes > 10_080) {
      throw new ParameterException(
          spec.commandLine(), "--minutes " + minutes + ": 1 to 10080 is allowed");
    }
    Files.createDirectories(plots);
    if (work != null) {
      return run(Files.createDirectories(work));
    }
    try (TemporaryFolder folder = TemporaryFolder.create("wugan-soak")) {
      return run(folder.path());
    }
  }

  private int run(Path folder) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (MosquittoBroker broker =
        MosquittoBroker.startIn(Files.createDirectories(folder.resolve("broker")))) {
      SoakBoard.Result result =
          new SoakBoard(folder, broker.url(), out).run(Duration.ofMinutes(minutes));
      SoakReport report = new SoakReport(result, out);
      report.draw(plots);
      return report.judge() ? ExitStatus.DONE : ExitStatus.FAULT_FOUND;
    }
  }
}
