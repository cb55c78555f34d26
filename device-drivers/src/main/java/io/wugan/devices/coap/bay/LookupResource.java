package io.wugan.devices.coap.bay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.WebLink;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.LinkFormat;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.server.resources.CoapExchange;

/**
 * {@code /rd-lookup/ep} and {@code /rd-lookup/res}: what is in the directory, for readers (RFC 9176
 * section 6), with {@code page} and {@code count}. Thread-safe.
 */
final class LookupResource extends CoapResource {

  private static final int MOST_COUNT = 100;

  LookupResource(ResourceDirectory directory, Access access) {
    super("rd-lookup");
    setVisible(false);
    add(new Lookup("ep", "core.rd-lookup-ep", directory::endpoints, access));
    add(new Lookup("res", "core.rd-lookup-res", directory::resources, access));
  }

  private static final class Lookup extends CoapResource {
    private final Function<Map<String, String>, List<WebLink>> find;
    private final Access access;

    private Lookup(
        String name,
        String type,
        Function<Map<String, String>, List<WebLink>> find,
        Access access) {
      super(name);
      this.find = find;
      this.access = access;
      getAttributes().addResourceType(type);
      getAttributes().addContentType(MediaTypeRegistry.APPLICATION_LINK_FORMAT);
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      if (!access.mayReadAll(exchange)) {
        return;
      }
      try {
        Map<String, String> queries =
            new LinkedHashMap<>(Queries.of(exchange.getRequestOptions().getUriQuery()));
        long count = Queries.number(queries, "count", 1, MOST_COUNT).orElse((long) MOST_COUNT);
        long page = Queries.number(queries, "page", 0, 1000).orElse(0L);
        queries.remove("count");
        queries.remove("page");
        String links =
            find.apply(queries).stream()
                .skip(page * count)
                .limit(count)
                .map(LinkFormat::serialize)
                .collect(Collectors.joining(","));
        exchange.respond(ResponseCode.CONTENT, links, MediaTypeRegistry.APPLICATION_LINK_FORMAT);
      } catch (IllegalArgumentException wrong) {
        exchange.respond(ResponseCode.BAD_REQUEST, String.valueOf(wrong.getMessage()));
      }
    }
  }
}
