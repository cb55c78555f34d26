package io.wugan.sync.thread;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the one thread that owns a piece of state. Such threads are daemons: whoever started one
 * closes it with a deadline, and a stuck disk or network must not keep a program alive beyond it.
 */
public final class OwnedThread {

  private static final Logger log = LoggerFactory.getLogger(OwnedThread.class);

  private OwnedThread() {}

  /** Starts a named daemon thread; what escapes from {@code body} is logged as an error. */
  public static Thread start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (dead, fault) -> log.error("thread {} died", dead.getName(), fault));
    thread.start();
    return thread;
  }
}
