package io.wugan.sync.uplink;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls from a client library's threads. Whatever they threw would kill the connection unseen. */
final class Callbacks {

  private static final Logger log = LoggerFactory.getLogger(Callbacks.class);

  private Callbacks() {}

  /** Passes news on; a fault of whoever hears them is logged. */
  static void pass(Runnable news) {
    try {
      news.run();
    } catch (Throwable fault) {
      // The library's thread; treated like the top of an owned thread.
      log.error("a listener of the MQTT client failed", fault);
    }
  }
}
