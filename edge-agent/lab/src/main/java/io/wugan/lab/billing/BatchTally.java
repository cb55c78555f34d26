package io.wugan.lab.billing;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What one transaction took of each stream. Confined to one thread. */
final class BatchTally {

  /** One stream's part. */
  static final class Part {
    final Set<Long> numbers = new TreeSet<>();
    final Map<Long, EventFacts> facts = new HashMap<>();
    long repeated;
  }

  private final Map<StreamId, Part> parts = new LinkedHashMap<>();

  Part of(StreamId stream) {
    return parts.computeIfAbsent(stream, each -> new Part());
  }

  Map<StreamId, Part> parts() {
    return parts;
  }
}
