package io.wugan.devices.coap.bay;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.WebLink;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.jspecify.annotations.Nullable;

/**
 * {@code /rd}: endpoints register here, each with its own key (RFC 9176 section 5). Thread-safe.
 */
final class DirectoryResource extends CoapResource {

  private static final int MOST_BASE = 96;

  private final ResourceDirectory directory;
  private final Access access;

  DirectoryResource(ResourceDirectory directory, Access access) {
    super("rd");
    this.directory = directory;
    this.access = access;
    getAttributes().addResourceType("core.rd");
  }

  @Override
  public @Nullable Resource getChild(String name) {
    return directory.find(name).map(EntryResource::new).orElse(null);
  }

  @Override
  public void handlePOST(CoapExchange exchange) {
    try {
      register(exchange);
    } catch (IllegalArgumentException wrong) {
      exchange.respond(ResponseCode.BAD_REQUEST, String.valueOf(wrong.getMessage()));
    }
  }

  private void register(CoapExchange exchange) {
    Map<String, String> queries = Queries.of(exchange.getRequestOptions().getUriQuery());
    String endpoint = queries.getOrDefault("ep", "");
    if (endpoint.isEmpty() || endpoint.length() > 63) {
      throw new IllegalArgumentException("ep is wanted, 1 to 63 bytes");
    }
    if (!access.isOwn(exchange, endpoint)) {
      return;
    }
    List<WebLink> links = ResourceDirectory.links(exchange.getRequestText());
    Optional<String> id =
        directory.register(
            endpoint,
            base(queries).orElseGet(() -> origin(exchange)),
            lifetime(queries).orElse(ResourceDirectory.STANDARD_LIFETIME),
            links,
            System.nanoTime());
    if (id.isEmpty()) {
      exchange.respond(ResponseCode.SERVICE_UNAVAILABLE, "the directory is full");
      return;
    }
    exchange.setLocationPath("rd/" + id.get());
    exchange.respond(ResponseCode.CREATED);
  }

  private static Optional<Long> lifetime(Map<String, String> queries) {
    return Queries.number(
        queries, "lt", ResourceDirectory.LEAST_LIFETIME, ResourceDirectory.MOST_LIFETIME);
  }

  private static Optional<String> base(Map<String, String> queries) {
    Optional<String> base = Optional.ofNullable(queries.get("base"));
    if (base.isPresent()) {
      URI uri = URI.create(base.get());
      boolean fits = base.get().length() <= MOST_BASE && uri.getHost() != null;
      if (!fits || !String.valueOf(uri.getScheme()).startsWith("coap")) {
        throw new IllegalArgumentException("base is to be coaps://HOST:PORT");
      }
    }
    return base;
  }

  private String origin(CoapExchange exchange) {
    InetSocketAddress from = exchange.getSourceSocketAddress();
    return (access.secured() ? "coaps://" : "coap://")
        + host(from.getAddress())
        + ":"
        + from.getPort();
  }

  private static String host(InetAddress address) {
    String text = address.getHostAddress();
    // A scope, such as %eth0, means something on this board alone.
    return address instanceof Inet6Address ? "[" + text.replaceFirst("%.*", "") + "]" : text;
  }

  /** {@code /rd/ID}: an entry, for its endpoint. */
  private final class EntryResource extends CoapResource {
    private final Registration entry;

    private EntryResource(Registration entry) {
      super(entry.id());
      this.entry = entry;
    }

    @Override
    public void handlePOST(CoapExchange exchange) {
      if (!access.isOwn(exchange, entry.endpoint())) {
        return;
      }
      try {
        Map<String, String> queries = Queries.of(exchange.getRequestOptions().getUriQuery());
        boolean updated =
            directory.update(entry.id(), base(queries), lifetime(queries), System.nanoTime());
        exchange.respond(updated ? ResponseCode.CHANGED : ResponseCode.NOT_FOUND);
      } catch (IllegalArgumentException wrong) {
        exchange.respond(ResponseCode.BAD_REQUEST, String.valueOf(wrong.getMessage()));
      }
    }

    @Override
    public void handleDELETE(CoapExchange exchange) {
      if (access.isOwn(exchange, entry.endpoint())) {
        boolean removed = directory.remove(entry.id());
        exchange.respond(removed ? ResponseCode.DELETED : ResponseCode.NOT_FOUND);
      }
    }
  }
}
