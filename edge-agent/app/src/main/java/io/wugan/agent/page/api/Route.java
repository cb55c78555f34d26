package io.wugan.agent.page.api;

import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.http.PageResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that the page can be asked. Immutable.
 *
 * @param method GET, POST, PUT or DELETE
 * @param path {@code /api/v1/lanes/{lane}/live}; a value in braces is of letters, digits and {@code
 *     ._-}, and fills its part of the path
 * @param needs the role; empty where nobody need be logged in
 * @param mostBytes of the body
 * @param byItself whether the page asks it again and again by itself, so that it is no sign of a
 *     person and keeps no session alive
 * @param handler answers
 */
public record Route(
    String method,
    String path,
    Optional<Role> needs,
    int mostBytes,
    boolean byItself,
    Handler handler) {

  private static final int SMALL = 8_192;

  /** Answers. Thread-safe. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Answers one call.
     *
     * @throws Refusal if it cannot be done
     * @throws IOException if a file cannot be read or written
     */
    PageResponse answer(Call call) throws IOException, InterruptedException;
  }

  /** A look. */
  public static Route get(String path, Role needs, Handler handler) {
    return new Route("GET", path, Optional.of(needs), 0, false, handler);
  }

  /** A look that the page takes by itself. */
  public static Route poll(String path, Role needs, Handler handler) {
    return new Route("GET", path, Optional.of(needs), 0, true, handler);
  }

  /** A change. */
  public static Route post(String path, Role needs, Handler handler) {
    return new Route("POST", path, Optional.of(needs), SMALL, false, handler);
  }

  /** For whoever comes. */
  static Route open(String method, String path, Handler handler) {
    return new Route(
        method, path, Optional.empty(), method.equals("GET") ? 0 : SMALL, false, handler);
  }

  /** The same with a longer body. */
  public Route taking(int bytes) {
    return new Route(method, path, needs, bytes, byItself, handler);
  }

  /** The values of a path; empty if it is not this route's. */
  Optional<Map<String, String>> match(String asked) {
    String[] wanted = path.split("/", -1);
    String[] given = asked.split("/", -1);
    if (wanted.length != given.length) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{")) {
        if (!given[i].matches("[A-Za-z0-9._-]{1,128}")) {
          return Optional.empty();
        }
        values.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }
}
