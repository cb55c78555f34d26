package io.wugan.sync.uplink;

import java.util.Arrays;

/**
 * How much of the backlog may be under way, in bytes. On a slow line whatever is under way stands
 * between a fresh record and the broker, so no more is sent ahead than the line carries in about a
 * second. The line's rate is the best of the last samples: bytes that the broker took between the
 * sending of a message and its PUBACK, over that time (Cardwell et al., "BBR: congestion-based
 * congestion control", ACM Queue 14(5), 2016). On a fast line that is no limit. Confined to the
 * uplink's thread.
 */
final class BacklogPace {

  /** As much is always allowed: some records, so that a line that has stood still can show more. */
  static final long LEAST_BYTES = 8 * 1024;

  private static final int SAMPLES = 16;
  private static final double AHEAD_SECONDS = 1.0;
  private static final double ROUND_TRIPS = 2;
  private static final double NANOS = 1e9;
  private static final double MOST_AT_ONCE_SECONDS = 5;
  private static final double TELLING_SECONDS = 2;
  private static final double UNKNOWN_SECONDS = 0.5;

  private final double[] rates = new double[SAMPLES];
  private int samples;
  private double shortestSeconds = Double.MAX_VALUE;
  private long delivered;
  private long underWay;

  /** A new connection: another line, perhaps. */
  void restart() {
    Arrays.fill(rates, 0);
    samples = 0;
    shortestSeconds = Double.MAX_VALUE;
    underWay = 0;
  }

  /** Bytes that the broker has taken so far; to be kept until the PUBACK of what is sent now. */
  long sent(long bytes) {
    underWay += bytes;
    return delivered;
  }

  /**
   * The broker took a message.
   *
   * @param bytes its length
   * @param deliveredBefore what {@link #sent} said
   * @param nanos since it was sent
   */
  void taken(long bytes, long deliveredBefore, long nanos) {
    underWay -= bytes;
    delivered += bytes;
    double seconds = Math.max(1e-6, nanos / NANOS);
    shortestSeconds = Math.min(shortestSeconds, seconds);
    rates[samples++ % SAMPLES] = (delivered - deliveredBefore) / seconds;
  }

  /**
   * So soon after a message was sent it is known that the broker has hung up, if it does because of
   * it: four of the shortest round trips, and {@value #TELLING_SECONDS} s that the client library
   * takes to end its threads before it tells.
   */
  long atOnceNanos() {
    double roundTrip = shortestSeconds == Double.MAX_VALUE ? UNKNOWN_SECONDS : shortestSeconds;
    double seconds = TELLING_SECONDS + 2 * ROUND_TRIPS * roundTrip;
    return (long) (Math.min(MOST_AT_ONCE_SECONDS, seconds) * NANOS);
  }

  private long window() {
    double best = 0;
    for (double rate : rates) {
      best = Math.max(best, rate);
    }
    if (best == 0) {
      return LEAST_BYTES;
    }
    double ahead = Math.max(AHEAD_SECONDS, ROUND_TRIPS * shortestSeconds);
    return Math.max(LEAST_BYTES, (long) Math.min(best * ahead, Integer.MAX_VALUE));
  }

  /** How much one more message of the backlog may hold; 0: none now. */
  long room() {
    long window = window();
    long left = window - underWay;
    return left <= 0 ? 0 : Math.min(left, Math.max(1, window / 4));
  }
}
