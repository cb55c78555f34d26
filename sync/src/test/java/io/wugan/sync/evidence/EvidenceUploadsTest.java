package io.wugan.sync.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.health.HealthAlarm;
import io.wugan.core.health.HealthKind;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.sync.evidence.UploadSettings.Which;
import io.wugan.sync.ledger.AuditLine;
import io.wugan.sync.ledger.HoldSubject;
import io.wugan.sync.ledger.LedgerAudit;
import io.wugan.sync.ledger.UploadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pictures on their way to a real HTTP server, which may be as bad as servers are. */
@Timeout(60)
class EvidenceUploadsTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path directory;
  private PictureStore store;
  private UploadingBoard lot;

  @BeforeEach
  void start() throws IOException {
    store = new PictureStore();
  }

  @AfterEach
  void stop() {
    if (lot != null) {
      lot.close();
    }
    store.close();
  }

  private void open(Which which) throws IOException {
    lot = new UploadingBoard(directory, which, store.url());
  }

  private static String path(EvidenceRef picture) {
    return "/s01/e01/2020-01-01/"
        + (picture.sizeBytes() == EvidenceBoard.SCENE_BYTES ? "scene" : "plate")
        + "-"
        + picture.sha256()
        + ".jpg";
  }

  @Test
  void pictures_goBehindTheirRecords_andTheCloudIsToldWhere() throws Exception {
    open(Which.ALL);
    lot.authorization = Optional.of(Files.writeString(directory.resolve("key"), "Bearer abc\n"));
    Passage in = lot.enter("浙A12345");

    lot.step();
    assertThat(store.requests()).as("before the record").isEmpty();
    assertThat(lot.manifests).isEmpty();

    lot.acknowledge();
    lot.stepUntil(lot::isDone);

    assertThat(store.whole()).hasSize(2);
    for (EvidenceRef picture : in.images()) {
      assertThat(store.whole().get(path(picture)))
          .isEqualTo(Files.readAllBytes(lot.board.files().find(picture.sha256()).orElseThrow()));
    }
    assertThat(store.authorizations()).containsOnly("Bearer abc");
    assertThat(lot.states()).containsExactly("UPLOADED", "UPLOADED");
    JsonNode told = lot.known().values().iterator().next();
    assertThat(told.get("url").asText()).isEqualTo(store.url() + path(in.images().get(0)));
    assertThat(told.get("passage").asText()).isEqualTo(in.id().toString());
    assertThat(told.get("session").asText()).hasSize(36);
    int said = lot.manifests.size();
    int put = store.requests().size();
    lot.step();
    lot.restart(Which.ALL);
    lot.step();
    assertThat(lot.manifests).as("nothing twice, across a restart").hasSize(said);
    assertThat(store.requests()).hasSize(put);
  }

  @Test
  void manifestAlone_tellsWhatThereIs_andUploadsNothing() throws Exception {
    open(Which.MANIFEST);
    lot.enter("浙A12345");
    lot.acknowledge();

    lot.stepUntil(lot::isDone);

    assertThat(lot.states()).containsExactly("KEPT", "KEPT");
    assertThat(store.requests()).isEmpty();
  }

  @Test
  void recordThatComesBetween_goesFirst() throws Exception {
    open(Which.ALL);
    lot.raisedBefore = true; // before a restart
    for (int i = 0; i < 5; i++) {
      lot.enter("浙A0000" + i);
    }
    lot.acknowledge();
    AtomicInteger put = new AtomicInteger();
    store.answers(
        path -> {
          if (put.incrementAndGet() == 3) {
            capture("浙A99999");
          }
          return PictureStore.TAKE;
        });

    lot.step();

    assertThat(put.get()).as("no picture is begun while a record waits").isEqualTo(3);
    lot.acknowledge();
    lot.stepUntil(lot::isDone);
    assertThat(store.whole()).hasSize(12);
    assertThat(lot.alarms).as("once").singleElement().returns(false, HealthAlarm::raised);
  }

  private void capture(String plate) {
    try {
      lot.enter(plate);
    } catch (IOException full) {
      throw new IllegalStateException(full);
    }
  }

  @Test
  void boardThatDiesInTheMiddle_goesOnWhereItStopped() throws Exception {
    open(Which.ALL);
    Passage in = lot.enter("浙A12345");
    lot.acknowledge();
    store.answers(path -> PictureStore.BREAK);
    Thread doomed = new Thread(() -> stepQuietly());
    doomed.start();
    await().until(() -> !store.requests().isEmpty());
    doomed.interrupt();
    doomed.join();
    int before = store.requests().size();
    store.answers(path -> PictureStore.TAKE);

    lot.restart(Which.ALL);
    lot.stepUntil(lot::isDone);

    List<String> after = store.requests().subList(before, store.requests().size());
    assertThat(after.get(0)).isEqualTo("bytes */1000");
    assertThat(after.get(1)).as("the rest alone").matches("bytes [1-9][0-9]*-999/1000");
    EvidenceRef scene = in.images().get(0);
    assertThat(store.whole().get(path(scene)))
        .isEqualTo(Files.readAllBytes(lot.board.files().find(scene.sha256()).orElseThrow()));
    assertThat(lot.states()).containsOnly("UPLOADED");
  }

  private void stepQuietly() {
    try {
      lot.step();
    } catch (Exception interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void serverThatRefusesAll_isToldToPeople_andCostsNoPicture() throws Exception {
    open(Which.ALL);
    lot.alarmAfter = Duration.ofMillis(100);
    lot.enter("浙A12345");
    lot.acknowledge();
    store.answers(path -> 401);

    lot.stepUntil(() -> !lot.alarms.isEmpty() && store.requests().size() > 20);

    assertThat(lot.alarms).hasSize(1);
    assertThat(lot.alarms.get(0))
        .returns(HealthKind.UPLOAD_FAILING, HealthAlarm::kind)
        .returns(true, HealthAlarm::raised)
        .satisfies(alarm -> assertThat(alarm.detail().orElseThrow()).contains("401"));
    assertThat(lot.board.ledger().uploads().countWaiting()).isEqualTo(2);
    store.answers(path -> PictureStore.TAKE);
    lot.stepUntil(lot::isDone);
    assertThat(lot.states()).containsExactly("UPLOADED", "UPLOADED");
    assertThat(lot.alarms).hasSize(2);
    assertThat(lot.alarms.get(1).raised()).isFalse();
  }

  @Test
  void oneThatIsRefusedWhileOthersAreTaken_holdsNothingUp() throws Exception {
    open(Which.ALL);
    Passage bad = lot.enter("浙A66666");
    String refused = path(bad.images().get(0));
    store.answers(path -> path.equals(refused) ? 422 : PictureStore.TAKE);
    lot.acknowledge();
    for (int i = 0; i < 8; i++) {
      lot.enter("浙A0000" + i);
      lot.acknowledge();
      lot.stepUntil(() -> lot.board.ledger().uploads().countWaiting() <= 1);
    }

    lot.stepUntil(lot::isDone);

    assertThat(store.whole()).hasSize(17).doesNotContainKey(refused);
    assertThat(lot.states()).containsOnlyOnce("REFUSED").contains("UPLOADED");
  }

  @Test
  void serverInTrouble_getsItLater() throws Exception {
    open(Which.ALL);
    lot.enter("浙A12345");
    lot.acknowledge();
    AtomicInteger asked = new AtomicInteger();
    lot.timeout = SHORT;
    store.answers(path -> asked.incrementAndGet() <= 3 ? 503 : PictureStore.TAKE);

    lot.stepUntil(lot::isDone);

    assertThat(lot.states()).containsExactly("UPLOADED", "UPLOADED");
    assertThat(lot.alarms).isEmpty();
  }

  @Test
  void forReview_goesWhatAPersonNeeds_andWhatIsHeld() throws Exception {
    open(Which.REVIEW);
    Passage plain = lot.enter("浙A11111");
    Passage held = lot.enter("浙A22222");
    lot.board.pass(Duration.ofHours(1));
    Passage orphan = lot.board.vehicle(Direction.EXIT, Optional.of("浙B77777"));
    lot.board.capture(orphan);
    lot.acknowledge();

    lot.stepUntil(lot::isDone);

    assertThat(store.whole().keySet())
        .as("an exit without an entry waits for a person")
        .contains(path(orphan.images().get(0)))
        .doesNotContain(path(plain.images().get(0)), path(held.images().get(0)));
    lot.board.hold(HoldSubject.passage(held.id()));
    lot.stepUntil(() -> store.whole().containsKey(path(held.images().get(1))));
    lot.stepUntil(lot::isDone);
    assertThat(store.whole()).doesNotContainKey(path(plain.images().get(0)));
    assertThat(lot.states()).contains("KEPT", "UPLOADED");
  }

  @Test
  void pictureThatWaits_staysLongerThanOneThatDoesNot_butGivesWay() throws Exception {
    open(Which.ALL);
    lot.timeout = SHORT;
    store.answers(path -> 503);
    Passage first = lot.enter("浙A11111");
    lot.board.pass(Duration.ofHours(1));
    lot.board.capture(lot.board.vehicle(Direction.EXIT, Optional.of("浙A11111")));
    lot.acknowledge();
    lot.step();
    Passage later = lot.enter("浙A22222");
    lot.board.pass(Duration.ofHours(1));
    lot.board.capture(lot.board.vehicle(Direction.EXIT, Optional.of("浙A22222")));
    lot.board.sweep();

    lot.board.quota(3_500);
    lot.board.sweep();

    assertThat(lot.board.files().find(first.images().get(0).sha256())).isPresent();
    assertThat(lot.board.files().find(later.images().get(0).sha256()))
        .as("younger, but nothing waits for it")
        .isEmpty();
    lot.board.quota(10);
    lot.board.sweep();
    assertThat(lot.board.files().find(first.images().get(0).sha256())).isEmpty();
    assertThat(lot.board.ledger().uploads().any(UploadState.WAITING)).isFalse();
    assertThat(audit()).noneMatch(line -> line.verdict() == AuditLine.Verdict.BROKEN);
    lot.acknowledge();
    store.answers(path -> PictureStore.TAKE);
    lot.stepUntil(lot::isDone);
    assertThat(lot.states()).hasSize(8).containsOnly("GONE");
  }

  private List<AuditLine> audit() {
    return new LedgerAudit(LedgerAudit.databaseOf(directory), true, Optional.empty(), Instant.now())
        .run();
  }

  @Test
  void manifestThatNobodyTakes_isSaidAgain_andALateWordDoesNoHarm() throws Exception {
    open(Which.ALL);
    lot.unheard = Duration.ofMillis(20);
    lot.heard = false;
    lot.timeout = SHORT;
    store.answers(path -> 503);
    lot.enter("浙A12345");
    lot.acknowledge();

    lot.stepUntil(() -> lot.manifests.size() >= 3);
    assertThat(lot.states()).containsExactly("WAITING", "WAITING");
    store.answers(path -> PictureStore.TAKE);
    lot.stepUntil(() -> lot.board.ledger().uploads().countWaiting() == 0);
    lot.late.get(0).run();
    lot.heard = true;
    lot.stepUntil(lot::isDone);

    assertThat(lot.states()).containsExactly("UPLOADED", "UPLOADED");
  }

  @Test
  void fileThatIsNotThere_isGone() throws Exception {
    open(Which.ALL);
    Passage in = lot.enter("浙A12345");
    Files.delete(lot.board.files().find(in.images().get(0).sha256()).orElseThrow());
    lot.acknowledge();

    lot.stepUntil(lot::isDone);

    assertThat(lot.states()).containsExactly("GONE", "UPLOADED");
  }

  @Test
  void uploadsSwitchedOff_leaveNothingWaiting() throws Exception {
    open(Which.ALL);
    lot.timeout = SHORT;
    store.answers(path -> 503);
    lot.enter("浙A12345");
    lot.acknowledge();
    lot.step();
    assertThat(lot.board.ledger().uploads().countWaiting()).isEqualTo(2);

    EvidenceUploads.standDown(lot.parts());
    assertThat(lot.board.ledger().uploads().countWaiting()).isZero();
    store.answers(path -> PictureStore.TAKE);
    lot.restart(Which.ALL);
    lot.stepUntil(lot::isDone);

    assertThat(lot.states()).containsExactly("UPLOADED", "UPLOADED");
  }

  @Test
  void whatWasToldLongAgo_isForgotten_whatWaitsIsNot() throws Exception {
    open(Which.ALL);
    lot.enter("浙A12345");
    lot.acknowledge();
    lot.stepUntil(lot::isDone);
    lot.timeout = SHORT;
    store.answers(path -> 503);
    Passage waits = lot.enter("浙A22222");
    lot.acknowledge();
    lot.step();
    lot.board.pass(Duration.ofDays(8));

    lot.step();

    assertThat(lot.board.ledger().uploads().hasOld(lot.board.now().utc())).isFalse();
    assertThat(lot.board.ledger().uploads().any(UploadState.UPLOADED)).isFalse();
    assertThat(lot.board.ledger().uploads().findNext(0).orElseThrow().image().passage())
        .isEqualTo(waits.id());
  }

  @Test
  void fileOfTheHeader_thatIsEmpty_isRefusedAtTheStart() throws Exception {
    open(Which.ALL);
    lot.authorization = Optional.of(Files.writeString(directory.resolve("key"), "\n"));

    assertThatThrownBy(lot::step)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("evidence.upload.authorizationFile")
        .hasMessageContaining("first line");
  }
}
