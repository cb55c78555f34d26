package io.wugan.lab.camera;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wugan camera-proof}: what cameras do, how soon it is noticed, and that nothing leaks. */
@Command(
    name = "camera-proof",
    mixinStandardHelpOptions = true,
    description = {
      "Let a camera fail in every way of the table in docs/hardware/cam.md, with a real RTSP server (GStreamer's; Debian",
      "packages are named where they are missing). A line for each thing that was looked at; 1 if one is not as it should be."
    })
public final class CameraProofCommand implements Callable<Integer> {

  @Option(
      names = "--reconnects",
      paramLabel = "N",
      description = "Connections cut in the last row; ${DEFAULT-VALUE} if not given.")
  private int reconnects = 200;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("camera-proof");
    PrintWriter out = spec.commandLine().getOut();
    AtomicBoolean good = new AtomicBoolean(true);
    try (RtspServer server = RtspServer.start(folder)) {
      new CameraProof(
              server,
              folder,
              reconnects,
              report -> {
                print(out, report);
                good.set(good.get() && report.passed());
              })
          .run();
    }
    if (!CameraCable.isPossible()) {
      out.println("left out: a cable that is pulled; it needs root, Linux and iproute2");
      out.flush();
    }
    return good.get() ? 0 : 1;
  }

  private static void print(PrintWriter out, CameraReport report) {
    out.printf(
        "%-4s  %-43s %-36s %-12s %s%n",
        report.passed() ? "ok" : "FAIL",
        report.fault(),
        report.checked(),
        report.bar(),
        report.figure());
    out.flush();
  }
}
