package io.wugan.sync.evidence;

import java.io.IOException;

/** A server refuses a picture; to try again at once would be of no use. */
public final class UploadRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  UploadRefusedException(int status) {
    super("the server refuses it: " + status);
    this.status = status;
  }

  /** The status that it answered (RFC 9110 section 15). */
  public int status() {
    return status;
  }
}
