package io.wugan.sync.uplink;

import org.slf4j.Logger;

/**
 * Says that something fails without filling the disk: the first time, every twentieth, and when it
 * works again. Confined to one thread.
 */
public final class FailureLog {

  private static final int LOG_EVERY = 20;

  private final Logger log;
  private final String what;
  private long inARow;

  /**
   * @param log where it is said
   * @param what what fails, as the beginning of a sentence
   */
  public FailureLog(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  /** It failed, once more. */
  public void failed(String reason) {
    inARow++;
    if (inARow == 1 || inARow % LOG_EVERY == 0) {
      log.warn("{} failed, attempt {}: {}", what, inARow, reason);
    }
  }

  /** It did not fail; says so if it had. */
  public void succeeded() {
    if (inARow > 0) {
      log.info("{} recovered after {}", what, inARow);
      inARow = 0;
    }
  }

  long inARow() {
    return inARow;
  }
}
