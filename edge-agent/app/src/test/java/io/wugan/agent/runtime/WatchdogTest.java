package io.wugan.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.core.health.HealthBook;
import io.wugan.core.health.HealthFault;
import io.wugan.core.health.HealthKind;
import io.wugan.core.time.SystemLotClock;
import io.wugan.devices.system.ServiceManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the service manager hears is in ServiceManagerTest. */
class WatchdogTest {

  private static final Duration LIMIT = Duration.ofMillis(1500);

  private final HealthBook health = new HealthBook(alarm -> true, new SystemLotClock());
  private final Watchdog watchdog = new Watchdog(ServiceManager.ofThisProcess(), health);

  @Test
  void partThatStandsStill_isNamed_andRightAgainWhenItGetsOn() throws InterruptedException {
    AtomicLong good = new AtomicLong();
    AtomicLong bad = new AtomicLong();
    watchdog.watch("lane-good", good::incrementAndGet, LIMIT);
    watchdog.watch("lane-bad", bad::get, LIMIT);
    watchdog.start("two lanes");
    try {
      bad.incrementAndGet();
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(health.faults())
                      .extracting(HealthFault::kind, each -> each.place().device().orElse(""))
                      .containsExactly(
                          org.assertj.core.groups.Tuple.tuple(HealthKind.PART_STUCK, "lane-bad")));
      bad.incrementAndGet();
      await().atMost(Duration.ofSeconds(10)).until(() -> health.faults().isEmpty());
    } finally {
      watchdog.close(false);
    }
  }

  @Test
  void partThatHasNotBegun_isGivenTime() throws InterruptedException {
    AtomicLong looks = new AtomicLong();
    watchdog.watch(
        "lane-loads",
        () -> {
          looks.incrementAndGet();
          return 0;
        },
        Duration.ofMillis(1));
    watchdog.start("one lane");
    try {
      await().atMost(Duration.ofSeconds(10)).until(() -> looks.get() > 3);
      assertThat(health.faults()).isEqualTo(List.of());
    } finally {
      watchdog.close(false);
    }
  }
}
