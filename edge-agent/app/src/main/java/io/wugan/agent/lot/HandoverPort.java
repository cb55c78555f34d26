package io.wugan.agent.lot;

import io.wugan.core.lot.Handover;
import io.wugan.core.lot.HandoverException;
import io.wugan.core.lot.PassageIntake;
import io.wugan.core.lot.Receipt;
import io.wugan.devices.coap.lot.LotPort;
import io.wugan.devices.coap.lot.LotRefusedException;
import io.wugan.devices.coap.lot.LotRefusedException.Reason;
import io.wugan.sync.contract.HandoverCodec;
import io.wugan.sync.contract.MalformedMessageException;

/**
 * Takes handovers of other boards at the keeper, each from the board whose key has proved it.
 * Thread-safe.
 */
public final class HandoverPort implements LotPort {

  /** Path below {@code /lot}. */
  public static final String PATH = "handover";

  /** Path of hellos, below {@code /lot}. */
  public static final String HELLO_PATH = "hello";

  private final String self;
  private final PassageIntake intake;

  /**
   * @param self edge id of this board: what is for another is refused
   * @param intake captures what comes
   */
  public HandoverPort(String self, PassageIntake intake) {
    this.self = self;
    this.intake = intake;
  }

  @Override
  public byte[] answer(String sender, byte[] body) throws LotRefusedException {
    Handover handover = read(body);
    if (!handover.edgeId().equals(sender)) {
      throw new LotRefusedException(
          Reason.UNKNOWN_BOARD,
          "a handover of board %s with the key of board %s; a board hands over its own only"
              .formatted(handover.edgeId(), sender));
    }
    if (handover.keeperId().filter(keeper -> !keeper.equals(self)).isPresent()) {
      throw new LotRefusedException(
          Reason.UNKNOWN_BOARD,
          "a handover for board %s; this is %s".formatted(handover.keeperId().get(), self));
    }
    Receipt receipt = take(handover);
    if (receipt.captured().isEmpty()) {
      throw new LotRefusedException(
          Reason.DOWN, "nothing could be captured, see the keeper's log; hand it over again");
    }
    return HandoverCodec.write(receipt);
  }

  private static Handover read(byte[] body) throws LotRefusedException {
    try {
      return HandoverCodec.readHandover(body);
    } catch (MalformedMessageException malformed) {
      throw new LotRefusedException(Reason.MALFORMED, String.valueOf(malformed.getMessage()));
    }
  }

  private Receipt take(Handover handover) throws LotRefusedException {
    try {
      return intake.take(handover);
    } catch (HandoverException stranger) {
      throw new LotRefusedException(Reason.UNKNOWN_BOARD, String.valueOf(stranger.getMessage()));
    }
  }
}
