package io.wugan.lab.camera;

import io.wugan.agent.cli.ExitStatus;
import io.wugan.agent.runtime.TemporaryFolder;
import io.wugan.lab.camera.CameraLoop.Place;
import io.wugan.lab.demo.DemoClip;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan camera-loop}. */
@Command(
    name = "camera-loop",
    mixinStandardHelpOptions = true,
    description = {
      "Be cameras: serve recorded lanes over RTSP, again and again, until Ctrl-C. Without files, the demo's two lanes,"
          + " entry and exit. Says when one begins with its first picture.",
      "An agent tells a plate that comes again within tracking.samePlateWindow (30 s) only once: for short recordings"
          + " set it lower.",
      "H.264 in MP4, as 'wugan clip' makes it. Uses GStreamer; Debian packages are named where they are missing."
    })
public final class CameraLoopCommand implements Callable<Integer> {

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description = "Of this machine; 0.0.0.0: all (default: ${DEFAULT-VALUE}).")
  private String listen = "127.0.0.1";

  @Option(names = "--port", paramLabel = "PORT", description = "TCP (default: ${DEFAULT-VALUE}).")
  private int port = 8554;

  @Option(
      names = "--login",
      paramLabel = "USER:PASSWORD",
      description = "Who may look. Seen by whoever may see this machine's processes.")
  private @Nullable String login;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME=FILE",
      description = "Last part of a camera's address, and its video.")
  private @Nullable Map<String, Path> clips;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (TemporaryFolder folder = TemporaryFolder.create("wugan-camera-loop");
        CameraLoop loop =
            CameraLoop.start(
                folder.path(), place(), files(folder.path()), line -> say(out, line))) {
      files(folder.path()).keySet().forEach(name -> say(out, loop.url(name)));
      new CountDownLatch(1).await(); // until Ctrl-C
    }
    return ExitStatus.DONE;
  }

  /** A line may come from the cameras' thread, too. */
  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private Place place() {
    try {
      return new Place(listen, port, Optional.ofNullable(login));
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }

  private Map<String, Path> files(Path folder) throws IOException {
    if (clips != null) {
      for (Path file : clips.values()) {
        if (!Files.isReadable(file)) {
          throw new IOException(file + ": no such file, or it may not be read");
        }
      }
      return clips;
    }
    Map<String, Path> own = new LinkedHashMap<>();
    own.put("entry", demo(folder, DemoClip.ENTRY));
    own.put("exit", demo(folder, DemoClip.EXIT));
    return own;
  }

  private static Path demo(Path folder, DemoClip clip) throws IOException {
    Path file = folder.resolve(clip.name() + ".mp4");
    return Files.exists(file) ? file : clip.copyTo(folder);
  }
}
