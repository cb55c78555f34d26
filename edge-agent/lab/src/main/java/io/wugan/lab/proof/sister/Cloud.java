package io.wugan.lab.proof.sister;

import io.wugan.lab.billing.EdgeId;
import io.wugan.lab.proof.LedgerReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Broker and billing back end, at a place of their own. Used by one thread. */
final class Cloud implements AutoCloseable {

  static final String SITE = "sisters";

  private final Path folder;
  private final PlacedProcess broker;
  private final PlacedProcess backend;

  /**
   * @param work folder in which its own is made
   */
  Cloud(Path work) throws IOException {
    this.folder = Files.createDirectories(work.resolve("cloud"));
    this.broker = new PlacedProcess(Place.CLOUD, "broker", folder.resolve("mosquitto.log"));
    this.backend = new PlacedProcess(Place.CLOUD, "back end", folder.resolve("backend.log"));
  }

  void start() throws IOException {
    Path config = folder.resolve("mosquitto.conf");
    Files.writeString(
        config,
        """
        listener 1883 0.0.0.0
        allow_anonymous true
        user root
        max_inflight_messages 100
        max_queued_messages 100000
        """);
    broker.start(List.of("mosquitto", "-c", config.toString()));
    List<String> words = new ArrayList<>(PlacedProcess.java("-Xmx256m"));
    words.addAll(
        List.of(
            "billing",
            "--broker",
            "tcp://" + Place.CLOUD.address() + ":1883",
            "--data",
            folder.resolve("data").toString(),
            "--reorder-window",
            "PT2S"));
    backend.start(words);
  }

  /** Sessions of the keeper that were billed, one twice if billed twice. */
  List<String> billed() {
    Path file = folder.resolve("data").resolve("billing.db");
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try (LedgerReader reader = LedgerReader.open(file)) {
      return reader.list(
          row -> row.getString(1),
          "SELECT session FROM bill WHERE edge=?",
          new EdgeId(SITE, Place.OFFICE.id()).source());
    }
  }

  void mustLive() {
    broker.mustLive();
    backend.mustLive();
  }

  @Override
  public void close() {
    backend.close();
    broker.close();
  }
}
