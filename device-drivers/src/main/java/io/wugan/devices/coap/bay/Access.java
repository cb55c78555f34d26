package io.wugan.devices.coap.bay;

import io.wugan.devices.coap.CoapNode;
import java.util.Optional;
import java.util.Set;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.server.resources.CoapExchange;

/**
 * Who may do what: a sensor with its own resource, a reader with all that can be looked at. Over
 * plain CoAP nobody is known, and everybody may. Immutable.
 *
 * @param secured whether senders are known
 * @param readers identities that may look at everything
 */
record Access(boolean secured, Set<String> readers) {

  private Optional<String> sender(CoapExchange exchange) {
    return CoapNode.sender(exchange.advanced().getRequest());
  }

  /** Whether it comes from this device; if not, it is answered with 4.03. */
  boolean isOwn(CoapExchange exchange, String identity) {
    return answered(exchange, !secured || sender(exchange).filter(identity::equals).isPresent());
  }

  /** Whether it comes from this device or a reader; if not, it is answered with 4.03. */
  boolean mayRead(CoapExchange exchange, String identity) {
    Optional<String> who = sender(exchange);
    return answered(
        exchange, !secured || who.filter(id -> id.equals(identity) || isReader(id)).isPresent());
  }

  /** Whether it comes from a reader; if not, it is answered with 4.03. */
  boolean mayReadAll(CoapExchange exchange) {
    return answered(exchange, !secured || sender(exchange).filter(this::isReader).isPresent());
  }

  private boolean isReader(String identity) {
    return readers.contains(identity);
  }

  private static boolean answered(CoapExchange exchange, boolean allowed) {
    if (!allowed) {
      exchange.respond(ResponseCode.FORBIDDEN, "not with this key");
    }
    return allowed;
  }

  /** Whether an answer as JSON is wanted; if not, it is answered with 4.06. */
  static boolean wantsJson(CoapExchange exchange) {
    boolean json =
        !exchange.getRequestOptions().hasAccept()
            || exchange.getRequestOptions().getAccept() == MediaTypeRegistry.APPLICATION_JSON;
    if (!json) {
      exchange.respond(ResponseCode.NOT_ACCEPTABLE, "application/json (50) is what there is");
    }
    return json;
  }
}
