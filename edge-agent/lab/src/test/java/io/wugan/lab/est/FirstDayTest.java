package io.wugan.lab.est;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.runtime.Agent;
import io.wugan.lab.broker.MosquittoBroker;
import io.wugan.lab.cli.WuganLab;
import io.wugan.sync.uplink.MqttConnection;
import io.wugan.sync.uplink.MqttListener;
import io.wugan.sync.uplink.MqttOpening;
import io.wugan.sync.uplink.MqttSettings;
import io.wugan.sync.uplink.PahoTransport;
import io.wugan.sync.uplink.TlsFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * From the setup file to the board's birth message at a Mosquitto that lets in by certificate
 * alone: the agent runs before there is a certificate, and takes it when it comes.
 */
@Tag("slow")
class FirstDayTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;
  private final StringWriter said = new StringWriter();

  private int wugan(String... words) {
    CommandLine line = WuganLab.commandLine();
    line.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    return line.execute(words);
  }

  @Test
  void setupFile_becomesABoardThatReportsIn() throws Exception {
    assumeThat(EstLot.hasOpenssl()).as("openssl is installed").isTrue();
    assumeThat(MosquittoBroker.isInstalled()).as("mosquitto is installed").isTrue();
    Path boot = Files.createDirectories(folder.resolve("boot"));
    Path root = folder.resolve("root");
    try (EstLot lot = new EstLot(folder);
        MosquittoBroker broker = broker(lot)) {
      Files.copy(lot.authority.certificate(), boot.resolve("cloud-ca.pem"));
      Path file =
          Files.writeString(
              boot.resolve("wugan-setup.yaml"),
              """
              site: s1
              edge: e1
              cloud: {url: "%s", enrol: "%s", ca: cloud-ca.pem, claimToken: %s}
              lanes:
                - {id: entry, role: ENTRY, camera: {file: "%s"}}
              """
                  .formatted(broker.url(), lot.server.base("localhost"), EstLot.TOKEN, clip()));
      assertThat(
              wugan(
                  "first-boot",
                  "take",
                  "--file",
                  file.toString(),
                  "--root",
                  root.toString(),
                  "--user",
                  ""))
          .as(said.toString())
          .isZero();
      Path config = below(root);

      AgentConfig read = ConfigFile.load(config);
      try (Agent agent = Agent.start(read)) {
        await().atMost(PATIENCE).until(() -> doctor(config).contains("not enrolled yet"));
        assertThat(wugan("enrol", "--config", config.toString())).as(said.toString()).isZero();
        assertThat(said.toString()).contains("new certificate");

        Queue<String> births = new ConcurrentLinkedQueue<>();
        MqttConnection cloud = listen(lot, broker, births);
        try {
          await()
              .atMost(PATIENCE)
              .until(() -> births.stream().anyMatch(each -> each.contains("\"online\":true")));
        } finally {
          cloud.leave(Duration.ofSeconds(2));
        }
        assertThat(doctor(config)).doesNotContain("not enrolled yet");
        assertThat(agent).isNotNull();
      }
    }
  }

  private static String clip() {
    // A file that is not there: the lane looks for it again and again, and that is no matter here.
    return "/nowhere/none.mp4";
  }

  private String doctor(Path config) {
    StringWriter told = new StringWriter();
    CommandLine line = WuganLab.commandLine();
    line.setOut(new PrintWriter(told)).setErr(new PrintWriter(told));
    line.execute("doctor", "--config", config.toString(), "--no-panels", "--camera-time", "PT2S");
    return told.toString();
  }

  /** The board's configuration with its paths below a folder of the test. */
  private static Path below(Path root) throws Exception {
    Path config = root.resolve("etc/wugan/wugan.yaml");
    String text = Files.readString(config);
    assertThat(text).contains("\"/etc/wugan/enrol/current/board.pem\"");
    return Files.writeString(
        config,
        text.replace("\"/etc/wugan/", "\"" + root.resolve("etc/wugan") + "/")
                .replace("\"/var/lib/wugan\"", "\"" + root.resolve("data") + "\"")
                .replace("mqtt:\n", "mqtt:\n  reconnect: {min: PT0.2S, max: PT2S}\n")
            + "ledger: {reserveMb: 0, backup: {keep: 0}}\n");
  }

  private MosquittoBroker broker(EstLot lot) throws Exception {
    OpensslAuthority.Pair own = lot.authority.server("broker", List.of("localhost"), 30);
    Path access =
        Files.writeString(
            folder.resolve("acl"),
            """
            user s1-e1
            topic write wugan/s1/e1/up/#
            topic read wugan/s1/e1/dn/#
            user billing
            topic read wugan/+/+/up/#
            """);
    return MosquittoBroker.startSecured(
        folder.resolve("broker"),
        new MosquittoBroker.Security(
            lot.authority.certificate(), own.certificate(), own.key(), access));
  }

  /** The cloud's end: a client of the same authority, whose request is made by openssl. */
  private static MqttConnection listen(EstLot lot, MosquittoBroker broker, Queue<String> births)
      throws Exception {
    OpensslAuthority.Pair own = lot.authority.client("billing", 30);
    TlsFiles files =
        new TlsFiles(
            Optional.of(lot.authority.certificate()),
            Optional.of(own.certificate()),
            Optional.of(own.key()));
    return new PahoTransport(
            new MqttSettings(
                broker.url().toString(),
                "billing",
                Optional.empty(),
                Optional.empty(),
                "wugan",
                files))
        .connect(
            new MqttOpening(List.of("s1/e1/up/st"), Optional.empty()),
            new Ears(births),
            Duration.ofSeconds(15));
  }

  private record Ears(Queue<String> births) implements MqttListener {
    @Override
    public void received(String topic, byte[] payload) {
      births.add(new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public void published(long token) {
      // Nothing is published.
    }

    @Override
    public void notPublished(long token, String reason) {
      // Nothing is published.
    }

    @Override
    public void refused(long token, boolean ofTheMessage, String reason) {
      // Nothing is published.
    }

    @Override
    public void lost(String reason) {
      // The test ends with the wait that this breaks.
    }
  }
}
