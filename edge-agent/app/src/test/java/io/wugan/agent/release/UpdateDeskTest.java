package io.wugan.agent.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.sync.uplink.Publication;
import io.wugan.sync.uplink.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateDeskTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-26T08:00:00Z"));

  @TempDir Path directory;
  private Workshop workshop;
  private Path root;
  private ReleaseStore store;

  private final List<JsonNode> told = new ArrayList<>();
  private boolean connected = true;
  private List<String> seeing = List.of("in1", "out1");
  private List<String> stuck = List.of();
  private int restarts;

  @BeforeEach
  void board() throws IOException {
    workshop = new Workshop(directory.resolve("workshop"));
    root = directory.resolve("releases");
    store = new ReleaseStore(root, workshop.program("0.1.0"));
  }

  private UpdateDesk desk(String running) throws IOException {
    return new UpdateDesk(
        new RunningRelease(running, root, workshop.program("0.1.0")),
        new UpdateSettings(
            Optional.of(workshop.trusted()),
            Duration.ofMillis(1),
            Duration.ofMillis(10),
            1_000_000_000,
            TlsFiles.NONE),
        new UpdateBoard(
            () -> connected,
            () -> seeing,
            List.of("in1", "out1"),
            () -> 7,
            () -> stuck,
            this::tell,
            () -> restarts++),
        CLOCK);
  }

  private boolean tell(Publication message) {
    try {
      return told.add(JSON.readTree(message.payload()));
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private List<String> statuses() {
    return told.stream().map(each -> each.path("status").asText()).toList();
  }

  private String lastReason() {
    return told.get(told.size() - 1).path("reason").asText();
  }

  private static ObjectNode args(BundleServer server, Path bundle, String version)
      throws IOException {
    return JSON.createObjectNode()
        .put("version", version)
        .put("url", server.url().toString())
        .put("bytes", Files.size(bundle))
        .put("sha256", Checksum.of(bundle));
  }

  private static UpdateOrder order(ObjectNode args) {
    return UpdateOrder.of(UUID.randomUUID(), args);
  }

  /** A release of some pieces. */
  private Path large(String version) throws IOException {
    Path program = workshop.program(version);
    byte[] noise = new byte[700_000];
    new Random(1).nextBytes(noise);
    Files.write(program.resolve("lib/changes.jar"), noise);
    return workshop.bundle(program, version, Workshop.PLATFORM, entry -> false);
  }

  private void turnUntil(UpdateDesk desk, String status) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              desk.turn();
              return statuses().contains(status);
            });
  }

  @Test
  void job_isDownloadedInPieces_installed_tried_andKept() throws Exception {
    Path bundle = large("0.2.0");
    try (BundleServer server = new BundleServer(Files.readAllBytes(bundle))) {
      UpdateDesk before = desk("packaged");
      before.turn();
      before.order(order(args(server, bundle, "0.2.0")));
      turnUntil(before, "INSTALLED");
      assertThat(server.asked).hasSize(3);
      assertThat(root.resolve("incoming").resolve("bundle-" + Checksum.of(bundle) + ".part"))
          .doesNotExist();
      await().atMost(Duration.ofSeconds(30)).until(() -> before.turn() != null && restarts == 1);

      UpdateDesk after = desk("0.2.0");
      turnUntil(after, "APPLIED");
    }

    assertThat(statuses()).startsWith("NONE", "DOWNLOADING").contains("INSTALLED", "APPLIED");
    assertThat(store.state().trial()).isEmpty();
    assertThat(restarts).as("once, to change over").isEqualTo(1);
  }

  @Test
  void downloadThatWasCutOff_goesOn_afterARestart() throws Exception {
    Path bundle = large("0.2.0");
    try (BundleServer server = new BundleServer(Files.readAllBytes(bundle))) {
      UpdateDesk first = desk("packaged");
      first.order(order(args(server, bundle, "0.2.0")));
      first.turn();
      assertThat(server.asked).containsExactly("bytes=0-262143");

      turnUntil(desk("packaged"), "INSTALLED");

      assertThat(server.asked).element(1).isEqualTo("bytes=262144-524287");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "404, the server refuses: 404",
    "200, 'one that gives parts (206, RFC 9110 section 14) and no redirect is wanted'",
    "302, 'the server answers 302 to a request for a part'",
  })
  void serverThatDoesNotGiveIt_endsTheJob(int status, String why) throws Exception {
    Path bundle = workshop.bundle("0.2.0");
    try (BundleServer server = new BundleServer(Files.readAllBytes(bundle))) {
      server.status = status;
      UpdateDesk desk = desk("packaged");
      desk.order(order(args(server, bundle, "0.2.0")));

      turnUntil(desk, "FAILED");

      assertThat(server.asked).hasSize(3);
      assertThat(lastReason()).contains(why);
      desk("packaged").turn();
      assertThat(server.asked).as("after a restart it is not tried again").hasSize(3);
    }
  }

  @Test
  void serverThatIsDown_isWaitedFor_andSaysSo() throws Exception {
    Path bundle = workshop.bundle("0.2.0");
    try (BundleServer server = new BundleServer(Files.readAllBytes(bundle))) {
      server.status = 503;
      UpdateDesk desk = desk("packaged");
      desk.order(order(args(server, bundle, "0.2.0")));

      List<Duration> waits = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        waits.add(desk.turn());
      }
      assertThat(waits).startsWith(Duration.ofSeconds(5), Duration.ofSeconds(10));
      assertThat(waits).endsWith(Duration.ofMinutes(5), Duration.ofMinutes(5));
      assertThat(lastReason()).isEqualTo("the server answers 503");

      server.status = 206;
      turnUntil(desk, "INSTALLED");
    }
  }

  @Test
  void bundleWithAnotherSum_orVersion_orSignature_fails() throws Exception {
    Path bundle = workshop.bundle("0.2.0");
    Path strange = new Workshop(directory.resolve("stranger")).bundle("0.2.0");
    try (BundleServer server = new BundleServer(Files.readAllBytes(bundle));
        BundleServer stranger = new BundleServer(Files.readAllBytes(strange))) {
      fails(args(server, bundle, "0.2.0").put("sha256", "a".repeat(64)), "another sum");
      fails(args(server, bundle, "0.3.0"), "is of version 0.2.0, not 0.3.0");
      fails(args(stranger, strange, "0.2.0"), "no trusted key");
    }
    assertThat(store.state()).isEqualTo(ReleaseState.NONE);
    assertThat(restarts).isZero();
  }

  private void fails(ObjectNode args, String why) throws Exception {
    told.clear();
    UpdateDesk desk = desk("packaged");
    desk.order(order(args));
    turnUntil(desk, "FAILED");
    assertThat(lastReason()).contains(why);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  false, false, the cloud is not in reach any more",
    "false, true,  false, the camera of lane out1 gives no pictures any more",
    "false, false, true,  lane-in1 stands still",
  })
  void releaseThatDoesNotDoWell_isTakenBack(
      boolean cutOff, boolean blind, boolean hangs, String why) throws Exception {
    store.install(workshop.bundle("0.2.0"), workshop.keys(), Workshop.target("0.1.0"), false);
    store.tell(List.of("in1", "out1"), true);
    connected = !cutOff;
    seeing = blind ? List.of("in1") : seeing;
    stuck = hangs ? List.of("lane-in1") : stuck;
    UpdateDesk desk = desk("0.2.0");

    await().atMost(Duration.ofSeconds(30)).until(() -> desk.turn() != null && restarts == 1);

    assertThat(store.state().current()).isEqualTo("packaged");
    assertThat(store.state().reason()).isEqualTo(why);
    connected = true;
    turnUntil(desk("packaged"), "REVERTED");
    assertThat(lastReason()).isEqualTo(why);
  }

  @Test
  void whatWasAwayBefore_isNoFaultOfTheRelease() throws Exception {
    store.install(workshop.bundle("0.2.0"), workshop.keys(), Workshop.target("0.1.0"), false);
    store.tell(List.of("in1"), false);
    connected = false;
    seeing = List.of("in1");
    UpdateDesk desk = desk("0.2.0");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> desk.turn() != null && store.state().trial().isEmpty());

    assertThat(store.state().current()).isEqualTo("0.2.0");
  }

  @ParameterizedTest
  @CsvSource({
    "version, 1.2.3.4.5,                  version must be",
    "url,     http://files.example/x,     url must be https",
    "url,     https://a:b@files.example/, url must be https",
    "url,     file:///etc/passwd,         url must be https",
    "sha256,  ABC,                        sha256 must be 64",
    "bytes,   0,                          bytes must be 1 to",
  })
  void jobThatMakesNoSense_isRefused(String key, String value, String why) throws Exception {
    ObjectNode args =
        JSON.createObjectNode()
            .put("version", "0.2.0")
            .put("url", "https://files.example/release")
            .put("bytes", 1)
            .put("sha256", "a".repeat(64));
    assertThat(order(args.deepCopy())).isNotNull();
    args.put(key, value);

    assertThatThrownBy(() -> order(args))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void jobThatIsDamagedOnTheDisk_isForgotten() throws Exception {
    Files.createDirectories(root.resolve("incoming"));
    Files.writeString(root.resolve("incoming/order.json"), "{\"id\":");

    UpdateDesk desk = desk("packaged");
    desk.turn();

    assertThat(statuses()).containsExactly("NONE");
    assertThat(root.resolve("incoming/order.json")).doesNotExist();
  }

  @Test
  void report_isSaidAgain_afterTheCloudWasAway() throws Exception {
    UpdateDesk desk = desk("packaged");
    desk.turn();
    desk.turn();
    connected = false;
    desk.turn();
    connected = true;
    desk.turn();

    assertThat(statuses()).containsExactly("NONE", "NONE");
    assertThat(told.get(0).path("running").asText()).isEqualTo("packaged");
  }
}
