package io.wugan.devices.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Waits between tries, fresh pictures, and how many come. */
class ArrivalRulesTest {

  private static final long PERIOD = 40_000_000L;
  private static final long SECOND = 1_000_000_000L;

  @Test
  void waits_growFromHalfASecondToThirty_andBeginAnew() {
    GrowingWait waits = new GrowingWait(new Random(3), Duration.ofSeconds(30));
    assertThat(waits.next()).isBetween(GrowingWait.FIRST, Duration.ofSeconds(1));
    for (int i = 0; i < 5; i++) {
      waits.next();
    }
    for (int i = 0; i < 100; i++) {
      assertThat(waits.next()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }
    assertThat(waits.tries()).isEqualTo(106);
    waits.reset();
    assertThat(waits.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void picturesAfterASilence_areOld_untilOneIsWaitedFor() {
    FreshPictures fresh = new FreshPictures();
    long now = 7 * SECOND;
    for (int i = 0; i < 100; i++) {
      assertThat(fresh.isFresh(now += PERIOD, PERIOD)).isTrue();
    }
    assertThat(fresh.isFresh(now += 3 * SECOND, 3 * SECOND)).isFalse();
    for (int i = 0; i < 70; i++) {
      assertThat(fresh.isFresh(now += 2_000_000, 500_000)).isFalse();
    }
    assertThat(fresh.isFresh(now += PERIOD, 35_000_000)).isTrue();
    assertThat(fresh.isFresh(now += PERIOD, 1_000_000)).isTrue();
  }

  @Test
  void onePictureASecond_isAlwaysFresh() {
    FreshPictures fresh = new FreshPictures();
    long now = 0;
    for (int i = 0; i < 30; i++) {
      assertThat(fresh.isFresh(now += SECOND + i % 3 * 100_000_000L, SECOND)).isTrue();
    }
  }

  @Test
  void floodAfterASilence_isTakenAfterFiveSeconds() {
    FreshPictures fresh = new FreshPictures();
    long now = 0;
    for (int i = 0; i < 50; i++) {
      fresh.isFresh(now += PERIOD, PERIOD);
    }
    fresh.isFresh(now += 2 * SECOND, 2 * SECOND);
    int old = 0;
    while (!fresh.isFresh(now += 5_000_000, 0)) {
      old++;
    }
    assertThat(old).isBetween(900, 1100);
  }

  private static RateWatch played(double announced, double rate, int seconds) {
    RateWatch watch = new RateWatch(announced);
    for (int i = 0; i <= seconds * rate; i++) {
      watch.picture((long) (i * SECOND / rate));
    }
    return watch;
  }

  @Test
  void onePictureASecond_isTooFew_within15Seconds() {
    assertThat(played(0, 1, 12).wrong()).contains("1.0 pictures a second, 5.0 are wanted");
  }

  @Test
  void streamThatLies_isToldByWhatComes() {
    assertThat(played(25, 10, 12).wrong())
        .contains("10.0 pictures a second, 12.5 are wanted; the stream says 25.0");
    assertThat(played(25, 15, 60).wrong()).isEmpty();
    assertThat(played(90_000, 15, 60).wrong()).isEmpty();
    assertThat(played(0, 6, 60).wrong()).isEmpty();
  }

  @Test
  void rate_thatComesBack_isWellAgain() {
    RateWatch watch = played(0, 2, 20);
    assertThat(watch.wrong()).isPresent();
    for (int i = 1; i < 25 * 25; i++) {
      watch.picture(20 * SECOND + i * PERIOD);
    }
    assertThat(watch.wrong()).isEmpty();
    assertThat(watch.rate()).isBetween(20.0, 26.0);
  }

  @Test
  void addresses_showNoPassword() {
    assertThat(CameraAddress.masked("open rtsp://admin:p@ss@10.0.0.5/x failed"))
        .isEqualTo("open rtsp://***@10.0.0.5/x failed");
    assertThat(CameraAddress.masked("http://10.0.0.5/v?user=admin&password=abc&x=1"))
        .isEqualTo("http://10.0.0.5/v?user=***&password=***&x=1");
    assertThat(CameraAddress.masked("rtsp://10.0.0.5/a@b")).isEqualTo("rtsp://10.0.0.5/a@b");
  }
}
