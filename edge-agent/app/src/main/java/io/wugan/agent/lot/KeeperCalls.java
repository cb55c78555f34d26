package io.wugan.agent.lot;

import io.wugan.core.device.DeviceException;
import io.wugan.core.lot.HandoverException;
import io.wugan.devices.coap.lot.LotClient;
import io.wugan.devices.coap.lot.LotRefusedException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;

/** Asks the keeper, wherever it is now. One thread at a time. */
public final class KeeperCalls {

  private final LotClient client;
  private final Supplier<InetSocketAddress> keeper;

  /**
   * @param client carries the bytes; stays the caller's to close
   * @param keeper where the keeper listens now
   */
  public KeeperCalls(LotClient client, Supplier<InetSocketAddress> keeper) {
    this.client = client;
    this.keeper = keeper;
  }

  /**
   * Asks the keeper and waits for its answer.
   *
   * @param path below {@code /lot}
   * @param body at most {@value io.wugan.devices.coap.lot.LotServer#MOST_BYTES} bytes
   * @throws HandoverException if it is away, refuses, does not answer in time, or this thread is
   *     interrupted; says why. What was asked may have been done all the same
   */
  byte[] ask(String path, byte[] body, Duration deadline) throws HandoverException {
    return ask(keeper.get(), path, body, deadline);
  }

  /** Asks a board that may be the keeper, likewise. */
  public byte[] ask(InetSocketAddress place, String path, byte[] body, Duration deadline)
      throws HandoverException {
    try {
      return client.post(place, path, body, deadline);
    } catch (LotRefusedException | DeviceException away) {
      throw new HandoverException(String.valueOf(away.getMessage()));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new HandoverException("this board stops; what waits goes on after its start");
    }
  }
}
