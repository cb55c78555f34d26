package io.wugan.devices.coap.bay;

import java.util.List;
import org.eclipse.californium.core.WebLink;

/**
 * An endpoint in the directory (RFC 9176 section 5). Immutable but for the links, which nobody
 * changes.
 *
 * @param id last part of its location
 * @param endpoint its name
 * @param base what its links are relative to
 * @param lifetimeSeconds from its last registration or update on
 * @param expiresNanos when that is over
 * @param links what it has
 */
record Registration(
    String id,
    String endpoint,
    String base,
    long lifetimeSeconds,
    long expiresNanos,
    List<WebLink> links) {

  Registration {
    links = List.copyOf(links);
  }

  Registration updated(String newBase, long seconds, long nowNanos) {
    return new Registration(
        id, endpoint, newBase, seconds, nowNanos + seconds * 1_000_000_000L, links);
  }
}
