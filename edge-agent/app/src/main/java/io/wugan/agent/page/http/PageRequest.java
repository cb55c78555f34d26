package io.wugan.agent.page.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, read whole. Immutable; whoever is handed the body does not change it.
 *
 * @param method in capitals
 * @param path as it was sent, neither decoded nor normalised, beginning with a slash
 * @param query parameters, the first of each name
 * @param headers by name in small letters, each with its values in their order
 * @param address of the other end, without a port
 * @param body what was sent, empty for most
 */
public record PageRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, List<String>> headers,
    String address,
    Body body) {

  public PageRequest {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** The one value of a header; empty where it is missing or there are several. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** The value of a cookie; empty where it is missing or is there twice. */
  public Optional<String> cookie(String name) {
    List<String> found =
        headers.getOrDefault("cookie", List.of()).stream()
            .flatMap(line -> List.of(line.split(";", -1)).stream())
            .map(String::strip)
            .filter(pair -> pair.startsWith(name + "="))
            .map(pair -> pair.substring(name.length() + 1))
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** Bytes with one owner. */
  public static final class Body {

    private final byte[] bytes;

    /**
     * @param bytes taken over, not copied
     */
    public Body(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The bytes themselves; not to be changed. */
    public byte[] bytes() {
      return bytes;
    }
  }
}
