package io.wugan.agent.lot;

import io.wugan.core.device.DeviceException;
import io.wugan.core.lot.Handover;
import io.wugan.core.lot.HandoverException;
import io.wugan.core.lot.KeeperLink;
import io.wugan.core.lot.Receipt;
import io.wugan.devices.coap.lot.LotClient;
import io.wugan.devices.coap.lot.LotRefusedException;
import io.wugan.devices.coap.lot.LotServer;
import io.wugan.sync.contract.HandoverCodec;
import io.wugan.sync.contract.MalformedMessageException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;

/** The way to the keeper by CoAP and DTLS. One thread at a time. */
public final class CoapKeeperLink implements KeeperLink {

  /** How long a handover may take before it counts as lost. */
  public static final Duration DEADLINE = Duration.ofSeconds(10);

  private final LotClient client;
  private final Supplier<InetSocketAddress> keeper;
  private final Duration deadline;

  /**
   * @param client carries the bytes; stays the caller's to close
   * @param keeper where the keeper listens now
   * @param deadline for one handover
   */
  public CoapKeeperLink(LotClient client, Supplier<InetSocketAddress> keeper, Duration deadline) {
    this.client = client;
    this.keeper = keeper;
    this.deadline = deadline;
  }

  @Override
  public Receipt hand(Handover handover) throws HandoverException {
    byte[] body = HandoverCodec.write(handover);
    if (body.length > LotServer.MOST_BYTES) {
      return hand(firstHalf(handover, body.length));
    }
    try {
      return HandoverCodec.readReceipt(
          client.post(keeper.get(), HandoverPort.PATH, body, deadline));
    } catch (LotRefusedException | DeviceException away) {
      throw new HandoverException(String.valueOf(away.getMessage()));
    } catch (MalformedMessageException malformed) {
      throw new HandoverException("the keeper's receipt cannot be read: " + malformed.getMessage());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new HandoverException("this board stops; the handover comes again after its start");
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
