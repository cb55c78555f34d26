package io.wugan.devices.coap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void take_burstThenSteady_allowsTheBurstAndThenTheRate() {
    RateLimit limit = new RateLimit(1, 10, 5);

    int atOnce = taken(limit, 100, SECOND, 0);
    int inTheNextSecond = taken(limit, 1000, SECOND, SECOND / 1000);

    assertThat(atOnce).isEqualTo(5);
    assertThat(inTheNextSecond).isBetween(9, 10);
  }

  @Test
  void take_none_saysHowLongToWait() {
    RateLimit limit = new RateLimit(1, 2, 1);
    assertThat(limit.take(0, SECOND)).isZero();

    assertThat(limit.take(0, SECOND + SECOND / 10)).isEqualTo(4 * SECOND / 10);
    assertThat(limit.take(0, SECOND + SECOND / 2)).isZero();
  }

  @Test
  void take_anotherBucket_hasTokensOfItsOwn() {
    RateLimit limit = new RateLimit(2, 1, 1);
    assertThat(limit.take(0, 0)).isZero();

    assertThat(limit.take(0, 0)).isPositive();
    assertThat(limit.take(1, 0)).isZero();
  }

  @Test
  void take_clockBelowZero_works() {
    RateLimit limit = new RateLimit(1, 1, 1);

    assertThat(limit.take(0, -5 * SECOND)).isZero();
    assertThat(limit.take(0, -5 * SECOND)).isPositive();
  }

  private static int taken(RateLimit limit, int tries, long from, long step) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += limit.take(0, from + i * step) == 0 ? 1 : 0;
    }
    return taken;
  }
}
