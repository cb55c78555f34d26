package io.wugan.sync.uplink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages that no PUBACK has answered yet, by our own token: message ids of MQTT are 16 bits wide
 * and used again. Confined to the uplink's thread.
 */
final class InFlight {

  private record Batch(List<Long> seqs, long sentNanos) {}

  private final Map<Long, Batch> batches = new LinkedHashMap<>();
  private long lastToken;

  void clear() {
    batches.clear();
  }

  int size() {
    return batches.size();
  }

  /** A token for a message that is about to be published. */
  long begin(List<Long> seqs, long nowNanos) {
    lastToken++;
    batches.put(lastToken, new Batch(List.copyOf(seqs), nowNanos));
    return lastToken;
  }

  /** Its records, if this token is under way. */
  Optional<List<Long>> end(long token) {
    return Optional.ofNullable(batches.remove(token)).map(Batch::seqs);
  }

  /** Whether the oldest has waited for longer than {@code limitNanos}. */
  boolean stalled(long nowNanos, long limitNanos) {
    return !batches.isEmpty()
        && nowNanos - batches.values().iterator().next().sentNanos() > limitNanos;
  }
}
