package io.wugan.sync.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PacedBodyTest {

  private final byte[] picture = new byte[20_000];

  PacedBodyTest() {
    new Random(3).nextBytes(picture);
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  @Test
  void body_isTheRestOfThePicture() throws IOException {
    byte[] rest = new PacedBody(picture, 7_000, 0, () -> false).readAllBytes();

    assertThat(rest).hasSize(13_000).endsWith(picture[19_999]).startsWith(picture[7_000]);
  }

  @Test
  void body_isNoFasterThanItMayBe() throws IOException {
    long began = System.nanoTime();

    new PacedBody(picture, 0, 20_000, () -> false).readAllBytes();

    // The last chunk leaves once the others have had their time.
    assertThat(seconds(began)).isGreaterThan(0.75);
  }

  @Test
  void body_waitsWhileOthersNeedTheLine() throws IOException {
    AtomicInteger looks = new AtomicInteger();
    long began = System.nanoTime();

    byte[] all = new PacedBody(picture, 0, 0, () -> looks.incrementAndGet() <= 10).readAllBytes();

    assertThat(all).isEqualTo(picture);
    assertThat(seconds(began)).isGreaterThan(0.45);
  }

  @Test
  void body_doesNotWaitForEver() throws IOException {
    long began = System.nanoTime();

    byte[] all = new PacedBody(picture, 0, 0, () -> true).readAllBytes();

    assertThat(all).isEqualTo(picture);
    assertThat(seconds(began)).isBetween(4.9, 15.0);
  }
}
