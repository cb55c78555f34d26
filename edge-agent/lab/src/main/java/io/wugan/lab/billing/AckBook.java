package io.wugan.lab.billing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is committed and not yet acknowledged. An acknowledgement may be lost: the edge then sends
 * again, and the duplicate is owed anew; so what is over the bounds may be dropped. Confined to the
 * ledger's thread.
 */
final class AckBook {
  private static final int MAX_STREAMS = 10_000;
  private static final int MAX_OWED = 2_000;
  private static final int MAX_ALSO = 500;
  private static final int MAX_NACKS = 100;
  private static final int MAX_MISSING = 500;

  /** What one stream is owed. */
  private static final class Owed {
    final TreeSet<Long> also = new TreeSet<>();
    final TreeMap<Long, Nack> nacks = new TreeMap<>();
    final Set<Gap> missing = new LinkedHashSet<>();
    boolean gaps;
  }

  private final Map<StreamId, Owed> streams = new LinkedHashMap<>();

  /** These events are committed. */
  void owe(List<Answer> answers) {
    for (Answer answer : answers) {
      Owed owed = owe(answer.stream());
      if (answer.nack().isPresent()) {
        owed.nacks.put(answer.seq(), answer.nack().get());
      } else {
        owed.also.add(answer.seq());
      }
      if (owed.also.size() > MAX_OWED) {
        owed.also.pollFirst();
      }
      if (owed.nacks.size() > MAX_OWED) {
        owed.nacks.pollFirstEntry();
      }
    }
  }

  /** The edge is to be told how far its stream is complete, and what is missing. */
  void oweGaps(StreamId stream) {
    owe(stream).gaps = true;
  }

  /** The edge is to be asked for these again. */
  void oweMissing(StreamId stream, List<Gap> missing) {
    Owed owed = owe(stream);
    missing.stream()
        .limit(Math.max(0, MAX_MISSING - owed.missing.size()))
        .forEach(owed.missing::add);
  }

  /** The edge is to be told how far its stream is complete. */
  void oweState(StreamId stream) {
    owe(stream);
  }

  private Owed owe(StreamId stream) {
    if (streams.size() >= MAX_STREAMS && !streams.containsKey(stream)) {
      Iterator<StreamId> oldest = streams.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return streams.computeIfAbsent(stream, each -> new Owed());
  }

  boolean isEmpty() {
    return streams.isEmpty();
  }

  List<StreamId> listStreams() {
    return List.copyOf(streams.keySet());
  }

  boolean owesGaps(StreamId stream) {
    Owed owed = streams.get(stream);
    return owed != null && owed.gaps;
  }

  /** The next acknowledgement of the stream, as JSON. */
  byte[] message(StreamId stream, StreamState state) {
    ObjectNode ack = Json.MAPPER.createObjectNode();
    ack.put("epoch", stream.epoch());
    ack.put("upto", state.upto());
    ArrayNode also = ack.putArray("also");
    ArrayNode nack = ack.putArray("nack");
    ArrayNode missing = ack.putArray("missing");
    Owed owed = streams.getOrDefault(stream, new Owed());
    owed.also.tailSet(state.upto(), false).stream().limit(MAX_ALSO).forEach(also::add);
    owed.nacks.entrySet().stream()
        .limit(MAX_NACKS)
        .forEach(
            entry -> {
              ObjectNode refused = nack.addObject();
              refused.put("seq", entry.getKey());
              refused.put("code", entry.getValue().code().name());
              refused.put("msg", entry.getValue().msg());
            });
    Set<Gap> gaps = new LinkedHashSet<>(owed.missing);
    gaps.addAll(state.missing());
    gaps.forEach(gap -> missing.addArray().add(gap.first()).add(gap.last()));
    return ack.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The acknowledgement that {@link #message} gave is on its way. */
  void sent(StreamId stream, StreamState state) {
    Owed owed = streams.get(stream);
    if (owed == null) {
      return;
    }
    owed.gaps = false;
    owed.missing.clear();
    owed.also.headSet(state.upto(), true).clear();
    for (int i = 0; i < MAX_ALSO && !owed.also.isEmpty(); i++) {
      owed.also.pollFirst();
    }
    for (int i = 0; i < MAX_NACKS && !owed.nacks.isEmpty(); i++) {
      owed.nacks.pollFirstEntry();
    }
    if (owed.also.isEmpty() && owed.nacks.isEmpty()) {
      streams.remove(stream);
    }
  }
}
