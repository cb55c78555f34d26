package io.wugan.sync.evidence;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wugan.core.health.HealthAlarm;
import io.wugan.core.health.HealthEvents;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.evidence.UploadSettings.Which;
import io.wugan.sync.uplink.Publication;
import io.wugan.sync.uplink.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A board with a real ledger, real files and a cloud that hears manifests, or does not. */
final class UploadingBoard implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  final EvidenceBoard board;
  final List<JsonNode> manifests = new ArrayList<>();
  final List<HealthAlarm> alarms = new ArrayList<>();
  boolean raisedBefore;
  private final HealthEvents health =
      new HealthEvents() {
        @Override
        public boolean tell(HealthAlarm alarm) {
          raisedBefore = false;
          return alarms.add(alarm);
        }

        @Override
        public boolean mayBeRaised(HealthKind kind, HealthPlace place) {
          return raisedBefore;
        }
      };
  final List<Runnable> late = new ArrayList<>();
  boolean connected = true;
  boolean heard = true;
  Duration alarmAfter = Duration.ofMinutes(30);
  Duration unheard = Duration.ofMinutes(1);
  Duration timeout = Duration.ofSeconds(5);
  Duration awaited = Duration.ZERO;
  Optional<Path> authorization = Optional.empty();
  private final String url;
  private Which which;
  private EvidenceUploads uploads;

  UploadingBoard(Path directory, Which which, String url) throws IOException {
    this.board = new EvidenceBoard(directory, 7);
    this.which = which;
    this.url = url;
  }

  private boolean tell(Publication message, Runnable taken) {
    if (!connected) {
      return false;
    }
    try {
      manifests.add(MAPPER.readTree(message.payload()));
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
    if (heard) {
      taken.run();
    } else {
      late.add(taken);
    }
    return true;
  }

  UploadBoard parts() {
    return new UploadBoard(
        board.ledger().uploads(),
        board.ledger().outbox(),
        board.files(),
        this::tell,
        health,
        board::now);
  }

  /** The same board with other settings, as after a restart. */
  void restart(Which other) throws IOException {
    which = other;
    uploads = null;
    board.restart();
  }

  /** A vehicle enters five minutes later. */
  Passage enter(String plate) throws IOException {
    board.pass(Duration.ofMinutes(5));
    Passage in = board.vehicle(Direction.ENTER, Optional.of(plate));
    board.capture(in);
    return in;
  }

  void stepUntil(BooleanSupplier done) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> {
              step();
              return done.getAsBoolean();
            });
  }

  void step() throws Exception {
    if (uploads == null) {
      Optional<UploadAddress> address =
          UploadAddress.of(url + "/{site}/{edge}/{date}/{kind}-{sha256}.jpg", "s01", "e01");
      UploadTimings timings =
          new UploadTimings(
              Duration.ZERO,
              unheard,
              Duration.ofMillis(1),
              Duration.ofMillis(5),
              alarmAfter,
              Duration.ZERO,
              awaited);
      uploads =
          new EvidenceUploads(
              parts(),
              new UploadSettings(which, address, authorization, TlsFiles.NONE, 0, timeout),
              timings,
              () -> board.now().utc());
    }
    uploads.step(() -> true);
  }

  /** The cloud commits all that it was told. */
  void acknowledge() {
    long last = board.ledger().outbox().lastSeq();
    board
        .ledger()
        .outbox()
        .apply(
            new CloudAck(board.ledger().epoch().toString(), last, List.of(), List.of(), List.of()),
            board.now().utc())
        .join();
  }

  /** What the cloud knows of each picture of each record: the highest revision. */
  Map<String, JsonNode> known() {
    Map<String, JsonNode> known = new LinkedHashMap<>();
    Consumer<JsonNode> learn =
        picture -> {
          String key = picture.get("record").asText() + " " + picture.get("sha256").asText();
          JsonNode before = known.get(key);
          if (before == null || before.get("revision").asInt() <= picture.get("revision").asInt()) {
            known.put(key, picture);
          }
        };
    manifests.forEach(manifest -> manifest.get("pictures").forEach(learn));
    return known;
  }

  /** Nothing waits, and the cloud knows all. */
  boolean isDone() {
    return board.ledger().uploads().countWaiting() == 0
        && board.ledger().uploads().listUntold(1).isEmpty()
        && !manifests.isEmpty();
  }

  List<String> states() {
    return known().values().stream().map(picture -> picture.get("state").asText()).toList();
  }

  @Override
  public void close() {
    board.close();
  }
}
