package io.wugan.lab.demo;

import io.wugan.agent.cli.ExitStatus;
import io.wugan.agent.runtime.TemporaryFolder;
import io.wugan.core.device.DeviceException;
import io.wugan.lab.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wugan demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "The whole thing on a laptop: video through an entry lane and an exit lane, plates, sessions, MQTT, and"
          + " the bills of a small back end.",
      "Without options it needs no server and no network."
    })
public final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--video",
      paramLabel = "FILE",
      description = "Your own video, through both lanes, instead of the clips that come with it.")
  private @Nullable Path video;

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description = "A running MQTT broker (tcp://HOST:PORT) instead of the built-in one.")
  private @Nullable URI broker;

  @Option(
      names = "--speed",
      paramLabel = "TIMES",
      description =
          "Times real time at most; 0 as fast as the machine can (default: ${DEFAULT-VALUE}).")
  private double speed = 4;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep ledgers and pictures in this new folder.")
  private @Nullable Path data;

  @Option(
      names = "--page",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = "8443",
      description = {
        "Run a board's agent over the clips instead, again and again, with its page on this port of this"
            + " machine (default: 8443), until Ctrl-C."
      })
  private @Nullable Integer page;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, DeviceException, InterruptedException {
    if (data != null) {
      if (Files.exists(data)) {
        throw new IOException(data + ": exists already; a new folder is wanted");
      }
      Files.createDirectories(data);
      return run(data);
    }
    try (TemporaryFolder folder = TemporaryFolder.create("wugan-demo")) {
      return run(folder.path());
    }
  }

  private int run(Path folder) throws IOException, DeviceException, InterruptedException {
    if (broker != null) {
      return play(folder, broker);
    }
    try (EmbeddedBroker embedded = EmbeddedBroker.startInMemory()) {
      return play(folder, embedded.url());
    }
  }

  private int play(Path folder, URI url) throws IOException, DeviceException, InterruptedException {
    DemoLines lines = new DemoLines(spec.commandLine().getOut());
    Path entry = video == null ? DemoClip.ENTRY.copyTo(folder) : video;
    Path exit = video == null ? DemoClip.EXIT.copyTo(folder) : video;
    if (page != null) {
      return new DemoPage(folder, url, page, spec.commandLine().getOut()).run(entry, exit);
    }
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    boolean good;
    try (DemoLot lot = DemoLot.open(folder, url, start, speed, lines)) {
      lot.drive(entry, exit);
      good = lot.awaitAcknowledged();
      good &=
          video != null || lines.agree(lot.bills(), ExpectedStay.listAll(start, lot.exitStart()));
    }
    spec.commandLine()
        .getOut()
        .println(
            "the page of such a board, to look at: ./wugan demo --page, then https://127.0.0.1:8443/");
    return good ? ExitStatus.DONE : ExitStatus.FAILED;
  }
}
