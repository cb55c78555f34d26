package io.wugan.lab.soak;

import io.wugan.agent.page.access.FirstUseCode;
import io.wugan.lab.billing.BackendSettings;
import io.wugan.lab.billing.BillingBackend;
import io.wugan.lab.camera.CameraLoop;
import io.wugan.lab.demo.DemoClip;
import io.wugan.lab.process.AgentUnderProof;
import io.wugan.lab.process.FreePort;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The board, and everybody around it. Used by one thread. */
final class SoakBoard {

  /**
   * How it went.
   *
   * @param samples one each ten seconds
   * @param account what the cloud was told
   * @param bills of the back end
   * @param pictures of a lane, seen at the page
   * @param failures questions to the page without an answer
   * @param endedInOrder whether the agent ended by itself when it was asked to
   */
  record Result(
      List<Sample> samples,
      SoakCloud.Account account,
      int bills,
      long pictures,
      long failures,
      boolean endedInOrder) {
    Result {
      samples = List.copyOf(samples);
    }
  }

  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration DRAINED = Duration.ofMinutes(1);
  private static final int LINE_EVERY = 30;

  private final Path folder;
  private final URI broker;
  private final PrintWriter out;

  SoakBoard(Path folder, URI broker, PrintWriter out) {
    this.folder = folder;
    this.broker = broker;
    this.out = out;
  }

  Result run(Duration length) throws IOException, InterruptedException {
    int page = FreePort.find();
    int metrics = FreePort.find();
    CameraLoop.Place place = new CameraLoop.Place("127.0.0.1", FreePort.find(), Optional.empty());
    Map<String, Path> clips =
        Map.of("entry", DemoClip.ENTRY.copyTo(folder), "exit", DemoClip.EXIT.copyTo(folder));
    BillingBackend backend =
        BillingBackend.start(BackendSettings.of(broker, folder.resolve("backend")), stay -> {});
    try (SoakCloud cloud = new SoakCloud(broker, "wugan/soak/e01");
        CameraLoop cameras = CameraLoop.start(folder, place, clips, line -> {});
        Watchers watchers = new Watchers(page, metrics)) {
      Path config = folder.resolve("wugan.yaml");
      Files.writeString(config, config(cameras, page, metrics));
      FirstUseCode code = new FirstUseCode(folder.resolve("data/page/first-use"));
      try (AgentUnderProof agent =
          AgentUnderProof.start(config, folder.resolve("agent.log"), Map.of())) {
        awaitPage(agent, watchers, code);
        watchers.watch("entry");
        List<Sample> samples = sample(agent, watchers, length);
        awaitDrained(watchers);
        return new Result(
            samples,
            cloud.account(),
            backend.report().stays().size(),
            watchers.pictures(),
            watchers.failures(),
            agent.end());
      }
    } finally {
      backend.close();
    }
  }

  private String config(CameraLoop cameras, int page, int metrics) {
    return """
        site: soak
        edge: e01
        data: data
        mqtt: {url: "%s", root: wugan}
        page: {listen: 127.0.0.1, port: %d}
        metrics: {port: %d}
        evidence: {quotaMb: 300, keepFreeMb: 64}
        lanes:
          - id: entry
            role: ENTRY
            polygon: [[0.05, 0.1], [0.95, 0.1], [1, 1], [0, 1]]
            tripLine: [[0.05, 0.8], [0.95, 0.8]]
            camera: {id: cam-entry, url: "%s"}
          - id: exit
            role: EXIT
            camera: {id: cam-exit, url: "%s"}
        # each time a clip begins again, its vehicles come again
        tracking: {samePlateWindow: PT5S}
        """
        .formatted(broker, page, metrics, cameras.url("entry"), cameras.url("exit"));
  }

  private static void awaitPage(AgentUnderProof agent, Watchers watchers, FirstUseCode code)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (true) {
      Optional<String> found = code.find();
      try {
        if (found.isPresent()) {
          watchers.enter(found.get());
          return;
        }
      } catch (IOException notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
      }
      if (!agent.isAlive() || System.nanoTime() > end) {
        throw new IOException("the agent does not start; see agent.log (with --work)");
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private List<Sample> sample(AgentUnderProof agent, Watchers watchers, Duration length)
      throws IOException, InterruptedException {
    List<Sample> samples = new ArrayList<>();
    long begun = System.nanoTime();
    long count = length.toMillis() / EVERY.toMillis();
    for (long i = 0; i <= count; i++) {
      TimeUnit.NANOSECONDS.sleep(begun + i * EVERY.toNanos() - System.nanoTime());
      if (!agent.isAlive()) {
        throw new IOException("the agent has ended; see agent.log (with --work)");
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      Sample sample = Sample.take(agent.pid(), seconds, watchers.figures());
      samples.add(sample);
      if (i % LINE_EVERY == 0) {
        tell(sample);
      }
    }
    return samples;
  }

  private void tell(Sample sample) {
    out.printf(
        Locale.ROOT,
        "%5.0f min  %3.0f MB, heap %3.0f MB, %d threads, %d descriptors, %.0f MB written, record %d, %d pending%n",
        sample.seconds() / 60,
        sample.residentMb(),
        sample.heapMb(),
        sample.threads(),
        sample.descriptors(),
        sample.writtenMb(),
        sample.records(),
        sample.pending());
    out.flush();
  }

  /** What is on its way is to arrive, too. */
  private static void awaitDrained(Watchers watchers) throws IOException, InterruptedException {
    long end = System.nanoTime() + DRAINED.toNanos();
    while (watchers.figures().getOrDefault("wugan_records_pending", 0.0) > 0
        && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
