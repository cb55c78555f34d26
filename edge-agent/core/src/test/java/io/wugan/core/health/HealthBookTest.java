package io.wugan.core.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.time.VirtualLotClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HealthBookTest {

  private static final HealthPlace CAMERA = HealthPlace.device("in1", "cam-in1");

  private final VirtualLotClock clock =
      new VirtualLotClock(Instant.parse("2026-03-01T08:00:00Z"), "boot-a");
  private final List<HealthAlarm> told = new ArrayList<>();
  private final Set<HealthKind> leftOver = new HashSet<>();
  private boolean captures = true;
  private final HealthBook book =
      new HealthBook(
          new HealthEvents() {
            @Override
            public boolean tell(HealthAlarm alarm) {
              if (captures) {
                told.add(alarm);
              }
              return captures;
            }

            @Override
            public boolean mayBeRaised(HealthKind kind, HealthPlace place) {
              return leftOver.contains(kind);
            }
          },
          clock);

  @Test
  void trouble_isToldOnce_andItsEndOnce() {
    book.wrong(HealthKind.CAMERA_FROZEN, CAMERA, "the same picture for 10 s");
    book.wrong(HealthKind.CAMERA_FROZEN, CAMERA, "the same picture for 11 s");
    assertThat(book.tell()).isTrue();
    book.wrong(HealthKind.CAMERA_FROZEN, CAMERA, "the same picture for 12 s");
    assertThat(book.tell()).isTrue();

    assertThat(book.faults())
        .extracting(HealthFault::detail)
        .containsExactly("the same picture for 12 s");

    book.right(HealthKind.CAMERA_FROZEN, CAMERA);
    book.right(HealthKind.CAMERA_FROZEN, CAMERA);
    assertThat(book.tell()).isTrue();

    assertThat(told).extracting(HealthAlarm::raised).containsExactly(true, false);
    assertThat(told.get(0).detail()).contains("the same picture for 11 s");
    assertThat(told.get(1).detail()).isEmpty();
    assertThat(book.faults()).isEmpty();
  }

  @Test
  void troubleOverBeforeItIsTold_isNobodysBusiness() {
    book.wrong(HealthKind.CAMERA_SILENT, CAMERA, "");
    book.right(HealthKind.CAMERA_SILENT, CAMERA);

    assertThat(book.tell()).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsNotCaptured_isToldAgain() throws InterruptedException {
    captures = false;
    book.wrong(HealthKind.CAMERA_SILENT, CAMERA, "");
    assertThat(book.awaitNews(Duration.ofSeconds(1))).isTrue();
    assertThat(book.tell()).isFalse();

    captures = true;
    assertThat(book.tell()).isTrue();
    assertThat(told).hasSize(1);
    assertThat(book.awaitNews(Duration.ofMillis(1))).as("nothing more").isFalse();
  }

  @Test
  void alarmFromBeforeARestart_isToldToBeOver() {
    leftOver.add(HealthKind.CAMERA_MOVED);

    book.right(HealthKind.CAMERA_MOVED, CAMERA);
    book.right(HealthKind.CAMERA_BLIND, CAMERA);
    assertThat(book.tell()).isTrue();

    assertThat(told)
        .extracting(HealthAlarm::kind, HealthAlarm::raised)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(HealthKind.CAMERA_MOVED, false));
  }

  @Test
  void alarmFromBeforeARestart_thatIsStillSo_isNotToldAgain() {
    leftOver.add(HealthKind.CAMERA_SILENT);

    book.wrong(HealthKind.CAMERA_SILENT, CAMERA, "");
    assertThat(book.tell()).isTrue();

    assertThat(told).extracting(HealthAlarm::raised).containsExactly(true);
    assertThat(book.isWrong(HealthKind.CAMERA_SILENT, CAMERA)).isTrue();
  }

  @Test
  void places_areToldApart() {
    book.wrong(HealthKind.CAMERA_SILENT, CAMERA, "");
    book.wrong(HealthKind.CAMERA_SILENT, HealthPlace.device("out1", "cam-out1"), "");
    book.right(HealthKind.CAMERA_SILENT, CAMERA);
    assertThat(book.tell()).isTrue();

    assertThat(told).extracting(HealthAlarm::laneId).containsExactly("out1");
  }

  @Test
  void moreThanTheBookHolds_isRefused_andTheRestStands() {
    for (int i = 0; i <= HealthBook.MOST; i++) {
      book.wrong(HealthKind.BAY_SENSOR_LOST, HealthPlace.boardDevice("bay-" + i), "");
    }

    assertThat(book.faults()).hasSize(HealthBook.MOST);
  }

  @Test
  void places_haveNamesWithoutSpaces() {
    assertThatThrownBy(() -> HealthPlace.device("in1", "cam 1"))
        .hasMessageContaining("'cam 1'")
        .hasMessageContaining("without spaces");
    assertThat(CAMERA).hasToString("in1 cam-in1");
  }
}
