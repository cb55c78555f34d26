package io.wugan.devices.coap.lot;

import io.wugan.core.device.DeviceException;
import io.wugan.devices.coap.CoapNode;
import io.wugan.devices.coap.CoapSettings;
import io.wugan.devices.coap.CoapSettings.Security;
import io.wugan.devices.coap.lot.LotRefusedException.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;

/**
 * A gate's end of the link: sends bytes to the keeper and waits for its answer. That the keeper has
 * this board's key proves that it is the keeper. Thread-safe.
 */
public final class LotClient implements AutoCloseable {

  private final CoapNode node;

  private LotClient(CoapNode node) {
    this.node = node;
  }

  /**
   * Begins; nothing is sent yet.
   *
   * @param keys file with this board's key, see {@link io.wugan.devices.coap.PskFile}
   * @param edgeId this board, and its identity in that file
   * @throws IOException if the keys cannot be read, or this board has none; says what is wanted
   */
  public static LotClient start(Path keys, String edgeId) throws IOException {
    // Any port and any interface: the keeper knows this board by its key.
    CoapNode node =
        CoapNode.of(
            CoapSettings.secure(
                "lot-client",
                new InetSocketAddress(0),
                Security.client(keys, edgeId),
                LotServer.LIMITS));
    node.start();
    return new LotClient(node);
  }

  /**
   * Sends bytes and waits for the answer.
   *
   * @param keeper where the keeper listens
   * @param path below {@code /lot}, as {@code handover}
   * @param body at most {@value LotServer#MOST_BYTES} bytes
   * @param deadline for the answer, handshake and repetitions included
   * @throws LotRefusedException if the keeper refuses; says why
   * @throws DeviceException if there is no answer in time, or one that means nothing; the keeper
   *     may have done what was asked all the same
   * @throws IllegalArgumentException if the body is too large
   */
  public byte[] post(InetSocketAddress keeper, String path, byte[] body, Duration deadline)
      throws LotRefusedException, DeviceException, InterruptedException {
    if (body.length > LotServer.MOST_BYTES) {
      throw new IllegalArgumentException(
          "%d bytes for /lot/%s; at most %d can be sent"
              .formatted(body.length, path, LotServer.MOST_BYTES));
    }
    String device = "keeper " + keeper.getHostString() + ":" + keeper.getPort();
    if (keeper.isUnresolved()) {
      throw new DeviceException(device, "there is no host of this name; its address would do too");
    }
    Request request = Request.newPost();
    request.getOptions().addUriPath("lot").addUriPath(path);
    request.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_OCTET_STREAM);
    request.setPayload(body);
    Response response = node.call(keeper, request, deadline);
    if (response.getCode() == ResponseCode.CHANGED) {
      return response.getPayload();
    }
    Optional<Reason> reason = reasonOf(response.getCode());
    String said = response.getCode() + " " + response.getPayloadString();
    if (reason.isPresent()) {
      throw new LotRefusedException(reason.get(), device + ": " + said);
    }
    throw new DeviceException(device, "has answered " + said + " to /lot/" + path);
  }

  private static Optional<Reason> reasonOf(ResponseCode code) {
    return switch (code) {
      case FORBIDDEN -> Optional.of(Reason.UNKNOWN_BOARD);
      case BAD_REQUEST -> Optional.of(Reason.MALFORMED);
      case SERVICE_UNAVAILABLE -> Optional.of(Reason.DOWN);
      default -> Optional.empty();
    };
  }

  /** Ends within a few seconds; whoever waits for an answer has none. */
  @Override
  public void close() throws IOException {
    node.close();
  }
}
