package io.wugan.devices.coap.bay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.californium.core.WebLink;
import org.eclipse.californium.core.coap.LinkFormat;

/**
 * Which endpoints have which resources: registration, update, removal and lookup of RFC 9176, for
 * endpoints that are known anyway; no sectors, no groups, no delegated registration. One entry for
 * each endpoint, with at most {@value #MOST_LINKS} links of {@value #MOST_BYTES} bytes. An entry
 * whose lifetime is over is gone. Thread-safe.
 */
final class ResourceDirectory {

  static final int MOST_BYTES = 1024;
  static final int MOST_LINKS = 16;
  static final long STANDARD_LIFETIME = 90_000; // RFC 9176 section 5
  static final long LEAST_LIFETIME = 60;
  static final long MOST_LIFETIME = 4_294_967_295L;

  private final int most;
  private final Map<String, Registration> byId = new LinkedHashMap<>(); // guarded by this
  private long lastId; // guarded by this

  /**
   * @param most entries
   */
  ResourceDirectory(int most) {
    this.most = most;
  }

  /**
   * Links in link format.
   *
   * @throws IllegalArgumentException if they are none, or too many; says what is allowed
   */
  static List<WebLink> links(String text) {
    if (text.length() > MOST_BYTES) {
      throw new IllegalArgumentException("links are longer than " + MOST_BYTES + " bytes");
    }
    Set<WebLink> links;
    try {
      links = LinkFormat.parse(text);
    } catch (NoSuchElementException malformed) {
      throw new IllegalArgumentException("this is no link format (RFC 6690)", malformed);
    }
    if (links.size() > MOST_LINKS || (links.isEmpty() && !text.isBlank())) {
      throw new IllegalArgumentException(
          links.size() + " links; up to " + MOST_LINKS + " in link format (RFC 6690) are wanted");
    }
    for (WebLink link : links) {
      if (!link.getURI().startsWith("/")) {
        throw new IllegalArgumentException("links are to begin with '/'");
      }
    }
    return List.copyOf(links);
  }

  /**
   * Registers an endpoint, anew or for the first time.
   *
   * @return its id; empty if there is no room
   */
  synchronized Optional<String> register(
      String endpoint, String base, long lifetimeSeconds, List<WebLink> links, long nowNanos) {
    Optional<String> before =
        byId.values().stream()
            .filter(entry -> entry.endpoint().equals(endpoint))
            .map(Registration::id)
            .findFirst();
    if (before.isEmpty() && byId.size() >= most) {
      return Optional.empty();
    }
    String id = before.orElseGet(() -> Long.toString(++lastId, Character.MAX_RADIX));
    Registration fresh = new Registration(id, endpoint, base, 0, 0, links);
    byId.put(id, fresh.updated(base, lifetimeSeconds, nowNanos));
    return Optional.of(id);
  }

  synchronized Optional<Registration> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * Prolongs an entry.
   *
   * @return false if there is none
   */
  synchronized boolean update(
      String id, Optional<String> base, Optional<Long> lifetimeSeconds, long nowNanos) {
    Registration entry = byId.get(id);
    if (entry == null) {
      return false;
    }
    byId.put(
        id,
        entry.updated(
            base.orElse(entry.base()), lifetimeSeconds.orElse(entry.lifetimeSeconds()), nowNanos));
    return true;
  }

  /**
   * Removes an entry.
   *
   * @return false if there was none
   */
  synchronized boolean remove(String id) {
    return byId.remove(id) != null;
  }

  /** Removes the entries whose lifetime is over. */
  synchronized void expire(long nowNanos) {
    byId.values().removeIf(entry -> entry.expiresNanos() - nowNanos < 0);
  }

  /**
   * Endpoints, as links (RFC 9176 section 6.2).
   *
   * @param wanted what an entry or one of its links must have, such as {@code ep} or {@code rt}
   */
  synchronized List<WebLink> endpoints(Map<String, String> wanted) {
    List<WebLink> found = new ArrayList<>();
    for (Registration entry : byId.values()) {
      boolean fits =
          isEndpoint(entry, wanted)
              || entry.links().stream().anyMatch(link -> fits(entry, link, wanted));
      if (fits) {
        WebLink link = new WebLink("/rd/" + entry.id());
        link.getAttributes().setAttribute("ep", entry.endpoint());
        link.getAttributes().setAttribute("base", entry.base());
        link.getAttributes().setAttribute("rt", "core.rd-ep");
        found.add(link);
      }
    }
    return found;
  }

  private static boolean isEndpoint(Registration entry, Map<String, String> wanted) {
    Set<String> others = new HashSet<>(wanted.keySet());
    others.removeAll(Set.of("ep", "base"));
    return others.isEmpty() && ofEntry(entry, wanted);
  }

  private static boolean ofEntry(Registration entry, Map<String, String> wanted) {
    return entry.endpoint().equals(wanted.getOrDefault("ep", entry.endpoint()))
        && entry.base().equals(wanted.getOrDefault("base", entry.base()));
  }

  private static boolean fits(Registration entry, WebLink link, Map<String, String> wanted) {
    return ofEntry(entry, wanted)
        && wanted.entrySet().stream()
            .filter(one -> !one.getKey().equals("ep") && !one.getKey().equals("base"))
            .allMatch(
                one ->
                    one.getKey().equals("href")
                        ? one.getValue().equals(entry.base() + link.getURI())
                        : link.getAttributes()
                            .getAttributeValues(one.getKey())
                            .contains(one.getValue()));
  }

  /** Resources, as links with their whole address (RFC 9176 section 6.1). */
  synchronized List<WebLink> resources(Map<String, String> wanted) {
    List<WebLink> found = new ArrayList<>();
    for (Registration entry : byId.values()) {
      for (WebLink link : entry.links()) {
        if (fits(entry, link, wanted)) {
          WebLink whole = new WebLink(entry.base() + link.getURI());
          whole.getAttributes().copy(link.getAttributes());
          found.add(whole);
        }
      }
    }
    return found;
  }
}
