package io.wugan.devices.coap.lot;

import io.wugan.devices.coap.CoapNode;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One path of a {@link LotServer}. Thread-safe. */
final class PortResource extends CoapResource {

  private static final Logger log = LoggerFactory.getLogger(PortResource.class);

  private final LotPort port;
  private final Executor work;

  PortResource(String path, LotPort port, Executor work) {
    super(path);
    this.port = port;
    this.work = work;
  }

  @Override
  public void handlePOST(CoapExchange exchange) {
    Optional<String> sender = CoapNode.sender(exchange.advanced().getRequest());
    if (sender.isEmpty()) {
      exchange.respond(ResponseCode.FORBIDDEN, "no key has proved which board this is");
      return;
    }
    try {
      work.execute(() -> answer(exchange, sender.get()));
      // An empty acknowledgement at once: a commit may take longer than a repetition's wait.
      exchange.accept();
    } catch (RejectedExecutionException full) {
      exchange.respond(ResponseCode.SERVICE_UNAVAILABLE, "too much waits already");
    }
  }

  private void answer(CoapExchange exchange, String sender) {
    try {
      byte[] body = exchange.getRequestPayload();
      byte[] answer = port.answer(sender, body == null ? new byte[0] : body);
      exchange.respond(ResponseCode.CHANGED, answer, MediaTypeRegistry.APPLICATION_OCTET_STREAM);
    } catch (LotRefusedException refused) {
      exchange.respond(codeOf(refused.reason()), String.valueOf(refused.getMessage()));
    } catch (RuntimeException fault) { // top of an owned thread
      log.error("a request of board {} to {} failed", sender, getURI(), fault);
      exchange.respond(ResponseCode.INTERNAL_SERVER_ERROR, "see the log of the board asked");
    }
  }

  private static ResponseCode codeOf(LotRefusedException.Reason reason) {
    return switch (reason) {
      case UNKNOWN_BOARD -> ResponseCode.FORBIDDEN;
      case MALFORMED -> ResponseCode.BAD_REQUEST;
      case DOWN -> ResponseCode.SERVICE_UNAVAILABLE;
    };
  }
}
