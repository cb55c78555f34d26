package io.wugan.sync.uplink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Messages that no PUBACK has answered yet, by our own token: message ids of MQTT are 16 bits wide
 * and used again. Confined to the uplink's thread.
 */
final class InFlight {

  /**
   * One message.
   *
   * @param seqs the records in it; none for all other messages
   * @param taken told when the broker has it; empty for records
   * @param bytes length of what is paced; 0 for what is not
   * @param deliveredBefore bytes of paced messages that the broker had taken when this was sent
   */
  record Message(
      List<Long> seqs,
      Optional<Runnable> taken,
      long sentNanos,
      long bytes,
      long deliveredBefore) {}

  private final Map<Long, Message> messages = new LinkedHashMap<>();
  private long lastToken;

  void clear() {
    messages.clear();
  }

  int size() {
    return messages.size();
  }

  /** Records that no PUBACK has answered yet. */
  List<Long> seqs() {
    return messages.values().stream().flatMap(message -> message.seqs().stream()).toList();
  }

  /** Those of them that were sent after a moment. */
  Set<Long> sentSince(long fromNanos) {
    return messages.values().stream()
        .filter(message -> message.sentNanos() - fromNanos > 0)
        .flatMap(message -> message.seqs().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A token for records that are about to be published. */
  long begin(List<Long> seqs, long nowNanos) {
    return begin(new Message(List.copyOf(seqs), Optional.empty(), nowNanos, 0, 0));
  }

  /** A token for records that are paced: see {@link BacklogPace}. */
  long begin(List<Long> seqs, long nowNanos, long bytes, long deliveredBefore) {
    return begin(
        new Message(List.copyOf(seqs), Optional.empty(), nowNanos, bytes, deliveredBefore));
  }

  /** A token for another message that is about to be published. */
  long begin(Runnable taken, long nowNanos) {
    return begin(new Message(List.of(), Optional.of(taken), nowNanos, 0, 0));
  }

  private long begin(Message message) {
    lastToken++;
    messages.put(lastToken, message);
    return lastToken;
  }

  /** The message, if this token is under way. */
  Optional<Message> end(long token) {
    return Optional.ofNullable(messages.remove(token));
  }

  /** Whether the oldest has waited for longer than {@code limitNanos}. */
  boolean stalled(long nowNanos, long limitNanos) {
    return !messages.isEmpty()
        && nowNanos - messages.values().iterator().next().sentNanos() > limitNanos;
  }
}
