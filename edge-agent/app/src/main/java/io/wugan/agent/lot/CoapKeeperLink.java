package io.wugan.agent.lot;

import io.wugan.core.lot.Handover;
import io.wugan.core.lot.HandoverException;
import io.wugan.core.lot.KeeperLink;
import io.wugan.core.lot.Receipt;
import io.wugan.devices.coap.lot.LotServer;
import io.wugan.sync.contract.HandoverCodec;
import io.wugan.sync.contract.MalformedMessageException;
import java.time.Duration;

/** The way to the keeper by CoAP and DTLS. One thread at a time. */
public final class CoapKeeperLink implements KeeperLink {

  /** How long a handover may take before it counts as lost. */
  public static final Duration DEADLINE = Duration.ofSeconds(10);

  private final KeeperCalls keeper;
  private final Duration deadline;

  /**
   * @param keeper asks it
   * @param deadline for one handover
   */
  public CoapKeeperLink(KeeperCalls keeper, Duration deadline) {
    this.keeper = keeper;
    this.deadline = deadline;
  }

  @Override
  public Receipt hand(Handover handover) throws HandoverException {
    byte[] body = HandoverCodec.write(handover);
    if (body.length > LotServer.MOST_BYTES) {
      return hand(firstHalf(handover, body.length));
    }
    byte[] receipt = keeper.ask(HandoverPort.PATH, body, deadline);
    try {
      return HandoverCodec.readReceipt(receipt);
    } catch (MalformedMessageException malformed) {
      throw new HandoverException("the keeper's receipt cannot be read: " + malformed.getMessage());
    }
  }

  // A receipt may cover a first part: what is left waits for the next handover.
  private static Handover firstHalf(Handover handover, int bytes) throws HandoverException {
    int half = handover.passages().size() / 2;
    if (half == 0) {
      throw new HandoverException(
          "passage %s has %d bytes; at most %d can be handed over"
              .formatted(handover.passages().get(0).id(), bytes, LotServer.MOST_BYTES));
    }
    return handover.first(half);
  }
}
