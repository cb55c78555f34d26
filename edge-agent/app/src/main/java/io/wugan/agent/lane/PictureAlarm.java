package io.wugan.agent.lane;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that pictures cannot be kept, and once that they are again: a full disk fails with each
 * vehicle, and must not fill the log as well. Thread-safe; all lanes share one.
 */
final class PictureAlarm {

  private static final Logger log = LoggerFactory.getLogger(PictureAlarm.class);

  private final AtomicLong lost = new AtomicLong();

  void failed(String laneId, String reason) {
    if (lost.getAndIncrement() == 0) {
      log.error(
          "lane {}: pictures cannot be kept, passages go on without them until this is mended: {}",
          laneId,
          reason);
    } else {
      log.debug("lane {}: picture not kept: {}", laneId, reason);
    }
  }

  void kept() {
    if (lost.get() > 0) {
      long missed = lost.getAndSet(0);
      if (missed > 0) {
        log.warn("pictures are kept again; {} were lost", missed);
      }
    }
  }
}
