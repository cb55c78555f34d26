package io.wugan.devices.camera;

import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is wrong now, and what it says of it. Thread-safe. */
final class HealthRecord implements HealthSink {

  private final Map<HealthKind, String> wrong = new ConcurrentHashMap<>();

  @Override
  public void set(HealthKind kind, HealthPlace place, boolean isWrong, String detail) {
    if (isWrong) {
      wrong.put(kind, place + ": " + detail);
    } else {
      wrong.remove(kind);
    }
  }

  boolean isWrong(HealthKind kind) {
    return wrong.containsKey(kind);
  }

  String detail(HealthKind kind) {
    return wrong.getOrDefault(kind, "");
  }

  Map<HealthKind, String> all() {
    return Map.copyOf(wrong);
  }
}
