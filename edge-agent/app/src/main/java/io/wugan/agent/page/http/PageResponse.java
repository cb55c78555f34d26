package io.wugan.agent.page.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer. Immutable.
 *
 * @param status of HTTP
 * @param headers by name
 * @param body what is sent; not to be changed once it is handed over
 */
public record PageResponse(int status, Map<String, String> headers, PageRequest.Body body) {

  public PageResponse {
    headers = Map.copyOf(headers);
  }

  /** Bytes of a type. */
  public static PageResponse of(int status, String mediaType, byte[] bytes) {
    return new PageResponse(status, Map.of("Content-Type", mediaType), new PageRequest.Body(bytes));
  }

  /** A text of JSON. */
  public static PageResponse json(int status, String text) {
    return of(status, "application/json", text.getBytes(StandardCharsets.UTF_8));
  }

  /** Nothing but a status. */
  public static PageResponse empty(int status) {
    return new PageResponse(status, Map.of(), new PageRequest.Body(new byte[0]));
  }

  /** The same with a further header. */
  public PageResponse with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new PageResponse(status, more, body);
  }
}
