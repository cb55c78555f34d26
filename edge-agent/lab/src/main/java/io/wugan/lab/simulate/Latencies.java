package io.wugan.lab.simulate;

/**
 * How long events took from their first publication to their acknowledgement, in buckets of 1 ms up
 * to a second and 100 ms beyond. Confined to one thread.
 */
final class Latencies {
  private static final int FINE = 1000;
  private static final int COARSE_MILLIS = 100;
  private static final int BUCKETS = FINE + 9000;

  private final long[] counts = new long[BUCKETS];
  private long total;

  void add(long millis) {
    counts[bucket(Math.max(0, millis))]++;
    total++;
  }

  private static int bucket(long millis) {
    long bucket = millis < FINE ? millis : FINE + (millis - FINE) / COARSE_MILLIS;
    return (int) Math.min(BUCKETS - 1, bucket);
  }

  void addAll(Latencies others) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += others.counts[i];
    }
    total += others.total;
  }

  /** The upper end of the bucket that the share of all reaches, in ms; 0 without any. */
  long quantile(double share) {
    long wanted = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts[i];
      if (seen >= wanted && seen > 0) {
        return i < FINE ? i : FINE + (i - FINE + 1L) * COARSE_MILLIS;
      }
    }
    return 0;
  }
}
