package io.wugan.devices.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.health.HealthKind;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Everything that is to be told of a picture, and everything that is not. */
class PictureWatchTest {

  private static final int LEARNT_S = 70;
  private static final int PER_SECOND = 4;

  private final SyntheticScene scene = new SyntheticScene(7);
  private final PictureWatch watch = new PictureWatch();
  private final Set<HealthKind> raised = EnumSet.noneOf(HealthKind.class);
  private int ticks;

  private void play(int seconds) {
    play(seconds, tick -> {});
  }

  private void play(int seconds, IntConsumer each) {
    for (int i = 0; i < seconds * PER_SECOND; i++) {
      each.accept(i);
      look(scene.next());
    }
  }

  private void look(Thumbnail picture) {
    watch.look(picture, ++ticks * PictureWatch.PERIOD_MILLIS);
    raised.addAll(watch.wrong().keySet());
  }

  /** Seconds until it is told. */
  private double secondsUntil(HealthKind kind, int most) {
    for (int i = 1; i <= most * PER_SECOND; i++) {
      look(scene.next());
      if (watch.wrong().containsKey(kind)) {
        return (double) i / PER_SECOND;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private void nothingWasTold() {
    assertThat(raised).isEmpty();
  }

  @Test
  void emptyLane_byDay_isWell() {
    play(300);
    nothingWasTold();
    assertThat(watch.light()).isEqualTo(CameraLight.DAY);
  }

  @Test
  void samePicture_isToldWithinTenSeconds_andOverWhenItMoves() {
    play(LEARNT_S);
    Thumbnail still = scene.next();
    int before = ticks;
    while (!watch.wrong().containsKey(HealthKind.CAMERA_FROZEN) && ticks < before + 80) {
      look(still);
    }
    assertThat((ticks - before) / (double) PER_SECOND).isBetween(8.0, 10.0);
    look(scene.next()); // a new key picture of the same still: not over yet
    assertThat(watch.wrong()).containsKey(HealthKind.CAMERA_FROZEN);
    play(1);
    assertThat(watch.wrong()).isEmpty();
    assertThat(raised).containsExactly(HealthKind.CAMERA_FROZEN);
  }

  @Test
  void samePicture_refinedByItsEncoder_isToldWithinTenSeconds() {
    play(LEARNT_S);
    Thumbnail[] turns = new Thumbnail[4]; // a key picture, two refinements, and what stays then
    java.util.Arrays.setAll(turns, any -> scene.next());
    int before = ticks;
    while (!watch.wrong().containsKey(HealthKind.CAMERA_FROZEN) && ticks < before + 80) {
      look(turns[ticks % PER_SECOND]);
    }
    assertThat((ticks - before) / (double) PER_SECOND).isLessThanOrEqualTo(10);
  }

  @Test
  void stillScene_thatIsCodedAnewNowAndThen_isNotFrozen() {
    Thumbnail picture = scene.next();
    for (int i = 0; i < 400; i++) {
      if (i % (8 * PER_SECOND) == 0) {
        picture = scene.next(); // a key picture each eight seconds, and nothing but skips between
      }
      look(picture);
    }
    nothingWasTold();
  }

  @Test
  void noPictures_areNotTheSamePicture() {
    play(LEARNT_S);
    Thumbnail still = scene.next();
    look(still);
    ticks += 60 * PER_SECOND;
    look(still);
    nothingWasTold();
  }

  @Test
  void coveredLens_isToldWithinThirtySeconds() {
    play(LEARNT_S);
    scene.gain = 0.01;
    assertThat(secondsUntil(HealthKind.CAMERA_BLIND, 30)).isLessThan(30);
    assertThat(watch.wrong().get(HealthKind.CAMERA_BLIND)).contains("black");
    scene.gain = 1;
    play(5);
    assertThat(watch.wrong()).isEmpty();
    assertThat(raised).containsExactly(HealthKind.CAMERA_BLIND);
  }

  @Test
  void whitePicture_isTold() {
    play(LEARNT_S);
    scene.gain = 40;
    assertThat(secondsUntil(HealthKind.CAMERA_BLIND, 30)).isLessThan(30);
    assertThat(watch.wrong().get(HealthKind.CAMERA_BLIND)).contains("white");
  }

  @Test
  void greyPicture_fromTheBeginning_isTold() {
    scene.gain = 0;
    scene.blurPx = 0;
    int before = ticks;
    while (!watch.wrong().containsKey(HealthKind.CAMERA_BLIND) && ticks < before + 120) {
      look(Thumbnail.of(160, 90, (x, y) -> 128, 0));
    }
    assertThat((ticks - before) / (double) PER_SECOND).isLessThan(30);
    assertThat(watch.wrong().get(HealthKind.CAMERA_BLIND)).contains("one grey");
  }

  @Test
  void lensOutOfFocus_isToldWithinThirtySeconds_andOverWhenSharp() {
    play(LEARNT_S);
    scene.blurPx = 3;
    assertThat(secondsUntil(HealthKind.CAMERA_BLURRED, 30)).isLessThan(30);
    play(120);
    assertThat(watch.wrong()).containsOnlyKeys(HealthKind.CAMERA_BLURRED);
    scene.blurPx = 0;
    play(12);
    assertThat(watch.wrong()).isEmpty();
    assertThat(raised).containsExactly(HealthKind.CAMERA_BLURRED);
  }

  @Test
  void lensOutOfFocus_byNight_isTold() {
    scene.gain = 0.35;
    scene.colour = 0.2;
    scene.noise = 3;
    play(LEARNT_S);
    assertThat(watch.light()).isEqualTo(CameraLight.NIGHT);
    scene.blurPx = 3;
    assertThat(secondsUntil(HealthKind.CAMERA_BLURRED, 40)).isLessThan(30);
    assertThat(watch.wrong().get(HealthKind.CAMERA_BLURRED)).contains("sharp");
  }

  @Test
  void cameraThatWasTurned_isTold_andOverWhenTurnedBack() {
    play(LEARNT_S);
    scene.shiftPx = 75;
    assertThat(secondsUntil(HealthKind.CAMERA_MOVED, 90)).isBetween(59.0, 62.0);
    play(300);
    assertThat(watch.wrong()).containsOnlyKeys(HealthKind.CAMERA_MOVED);
    scene.shiftPx = 0;
    play(10);
    assertThat(watch.wrong()).isEmpty();
  }

  @Test
  void cameraThatStaysElsewhere_isTheNewSceneAfterHalfADay() {
    play(LEARNT_S);
    scene.shiftPx = 75;
    // One picture a second is enough to pass the time; so many take turns that each seems new.
    Thumbnail[] pictures = new Thumbnail[100];
    java.util.Arrays.setAll(pictures, any -> scene.next());
    for (int i = 0; i < 11 * 3600; i++) {
      ticks += PER_SECOND - 1;
      look(pictures[i % pictures.length]);
    }
    assertThat(watch.wrong()).containsOnlyKeys(HealthKind.CAMERA_MOVED);
    for (int i = 0; i < 2 * 3600; i++) {
      ticks += PER_SECOND - 1;
      look(pictures[i % pictures.length]);
    }
    assertThat(watch.wrong()).isEmpty();
  }

  @Test
  void carsPassing_areNoFault() {
    play(LEARNT_S);
    play(240, tick -> scene.carX = tick % 40 < 12 ? tick % 40 * 15 - 30 : -1);
    nothingWasTold();
  }

  @Test
  void busySinceTheStart_thenEmpty_isNoFault() {
    play(300, tick -> scene.carX = tick % 16 * 12 - 30);
    scene.carX = -1;
    play(300);
    nothingWasTold();
  }

  @Test
  void carThatStandsForFiveMinutes_isNoFault() {
    play(LEARNT_S);
    scene.carX = 30;
    scene.carWidthPx = 100;
    play(300);
    scene.carX = -1;
    play(60);
    nothingWasTold();
  }

  @Test
  void dusk_thenNightByInfrared_isNoFault() {
    play(LEARNT_S);
    play(600, tick -> scene.gain = Math.max(0.25, 1 - tick / 2400.0));
    scene.colour = 0.1;
    scene.noise = 5;
    scene.lampAlone = true;
    play(300);
    assertThat(watch.light()).isEqualTo(CameraLight.NIGHT);
    scene.lampAlone = false;
    scene.colour = 12;
    scene.noise = 2;
    scene.gain = 0.9;
    play(300);
    assertThat(watch.light()).isEqualTo(CameraLight.DAY);
    nothingWasTold();
  }

  @Test
  void emptyLane_atNight_isNoFault() {
    scene.gain = 0.12; // brightest cells at some 25 of 255
    scene.colour = 0.3;
    scene.noise = 3;
    play(240);
    nothingWasTold();
    assertThat(watch.light()).isEqualTo(CameraLight.NIGHT);
  }

  @Test
  void headlights_ofACarThatWaits_areNoFault() {
    scene.gain = 0.35;
    scene.colour = 0.3;
    play(LEARNT_S);
    scene.headlights = true;
    play(45);
    scene.headlights = false;
    play(60);
    nothingWasTold();
  }

  @Test
  void rain_isNoFault() {
    play(LEARNT_S);
    scene.rain = true;
    scene.noise = 4;
    play(240);
    scene.rain = false;
    scene.noise = 2;
    play(300);
    nothingWasTold();
  }

  @Test
  void cloudsAndSun_areNoFault() {
    play(LEARNT_S);
    play(240, tick -> scene.gain = 0.8 + 0.5 * Math.sin(tick / 30.0));
    nothingWasTold();
  }
}
