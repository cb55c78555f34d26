package io.wugan.devices.coap.lot;

/** The board that was asked answers, and refuses. */
public final class LotRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why it refuses, in the codes of RFC 7252 section 5.9. */
  public enum Reason {
    /** 4.03: it does nothing for this board. */
    UNKNOWN_BOARD,
    /** 4.00: it cannot read what was sent. */
    MALFORMED,
    /** 5.03: it cannot at the moment; the same may be sent again. */
    DOWN
  }

  private final Reason reason;

  /**
   * @param reason why
   * @param problem what is wrong, and what is allowed; goes over the network, so no plate
   */
  public LotRefusedException(Reason reason, String problem) {
    super(problem);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
