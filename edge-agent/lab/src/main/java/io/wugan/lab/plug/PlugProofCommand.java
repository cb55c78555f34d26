package io.wugan.lab.plug;

import io.wugan.lab.broker.BrokerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wugan plug-proof}: every device pulled and put back under load. */
@Command(
    name = "plug-proof",
    mixinStandardHelpOptions = true,
    description = {
      "Pull every device of a lane and put it back while vehicles drive by on three lanes: cameras, contacts, loops, panels,",
      "bay sensors, disk, broker, the whole agent, the board that keeps the lot. A line of a table for each: what was told,",
      "how fast, what was recorded. 1 if one is not as it should be. Takes 15 minutes. What needs root (a small disk),",
      "Python 3 (serial panel, service manager) or GStreamer's RTSP server is left out where it is missing, which is said."
    })
public final class PlugProofCommand implements Callable<Integer> {

  private enum CameraKind {
    AUTO,
    RTSP,
    MJPEG
  }

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "ID",
      description = {
        "These alone: camera, mjpeg, contacts, stuck-on, stuck-off, serial, panel, lcd, sensor, disk, broker, stopped, keeper.",
        "What is absent at the start comes in any case."
      })
  private Set<String> only = Set.of();

  @Option(
      names = "--camera",
      description = "Lane a's camera: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private CameraKind camera = CameraKind.AUTO;

  @Option(
      names = "--calm",
      paramLabel = "SECONDS",
      description = "How long nothing is pulled at first (${DEFAULT-VALUE}).")
  private double calm = 90;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Pictures a second of the cameras of lanes a and b, 6 to 12 (${DEFAULT-VALUE}).")
  private int rate = 8;

  @Option(
      names = "--brief",
      description = "Devices are away for seconds; the bay gateway's port is free from the start.")
  private boolean brief;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "An empty folder for ledgers and logs, kept afterwards (a new one in /tmp).")
  private @Nullable Path work;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    PlugRun.Settings settings = settings(err);
    AtomicBoolean good = new AtomicBoolean(true);
    out.println(PlugReport.head());
    Thread onInterrupt = new Thread(PlugProofCommand::leaveNothing, "plug-proof-end");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try {
      new PlugRun(
              settings,
              report -> {
                out.println(report.line());
                out.flush();
                report.wrong().forEach(wrong -> err.println("FAIL " + wrong));
                err.flush();
                good.set(good.get() && report.passed());
              })
          .run();
    } catch (BrokerException failed) {
      err.println(failed.getMessage());
      return 1;
    } finally {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    }
    return good.get() ? 0 : 1;
  }

  // Interrupted, agents and devices would go on without it.
  private static void leaveNothing() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  private PlugRun.Settings settings(PrintWriter err) throws IOException {
    if (rate < 6 || rate > 12) {
      throw new ParameterException(
          spec.commandLine(), "--rate is 6 to 12 pictures a second, not " + rate);
    }
    Path folder =
        work == null
            ? Files.createTempDirectory("plug-proof")
            : Files.createDirectories(work).toAbsolutePath();
    err.println("ledgers and logs: " + folder);
    boolean python = PlugRun.hasPython();
    boolean rtsp = camera == CameraKind.RTSP || (camera == CameraKind.AUTO && PlugRun.hasRtsp());
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!python) {
      err.println("no Python 3: the serial panel and the service manager are left out");
    }
    if (!rtsp) {
      err.println("lane a's camera is MJPEG over HTTP; for RTSP see docs/hardware/cam.md");
    }
    if (!root) {
      err.println("not root: the full disk is left out");
    }
    err.flush();
    return new PlugRun.Settings(folder, only, rtsp, python, root, calm, rate, brief);
  }
}
