package io.wugan.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacklogPaceTest {

  private static final double NANOS = 1e9;

  private record Sent(long bytes, long before, double at) {}

  /**
   * A line of so many bytes a second and a round trip; columns: share of the line that is used at
   * least, and how long a record waits at most behind what is under way.
   */
  @ParameterizedTest
  @CsvSource({
    "8000,      0.3,   0.9, 1.6",
    "8000,      0.02,  0.9, 1.6",
    "1000000,   0.3,   0.9, 1.6",
    "100000000, 0.001, 0.1, 1.0",
    "20000,     2.5,   0.8, 5.5"
  })
  void line_isUsed_andFreshRecordsDoNotWaitLong(
      double bytesPerSecond, double roundTrip, double leastShare, double mostWait) {
    BacklogPace pace = new BacklogPace();
    Deque<Sent> underWay = new ArrayDeque<>();
    double now = 0;
    double lineFree = 0;
    double longest = 0;
    long carried = 0;
    double seconds = 120;
    while (now < seconds) {
      while (pace.room() > 0) {
        long bytes = Math.min(48_000, Math.max(1_500, pace.room()));
        long before = pace.sent(bytes);
        lineFree = Math.max(lineFree, now) + bytes / bytesPerSecond;
        underWay.add(new Sent(bytes, before, now));
        if (now > 20) {
          longest = Math.max(longest, lineFree - now);
        }
        if (underWay.size() > 10_000) {
          break; // as much in flight as no board allows
        }
      }
      Sent first = underWay.remove();
      carried += first.bytes();
      now = Math.max(now, carried / bytesPerSecond + roundTrip);
      pace.taken(first.bytes(), first.before(), (long) ((now - first.at()) * NANOS));
    }

    assertThat(carried / bytesPerSecond / now).isGreaterThan(leastShare);
    assertThat(longest).isLessThan(mostWait);
  }
}
