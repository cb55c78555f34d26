package io.wugan.agent.page.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.wugan.agent.page.access.PageSession;
import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.access.User;
import io.wugan.agent.page.http.PageRequest;
import java.util.Map;
import java.util.Optional;

/**
 * A request that has passed the gate. Immutable.
 *
 * @param request as it came
 * @param path values of the route's path, by name
 * @param login whose it is; empty where nobody is logged in and the route needs nobody
 * @param body JSON of the body; missing where there is none
 */
public record Call(
    PageRequest request, Map<String, String> path, Optional<Login> login, JsonNode body) {

  /**
   * Somebody who is logged in.
   *
   * @param session their session
   * @param user as they stand in the book now
   */
  public record Login(PageSession session, User user) {}

  public Call {
    path = Map.copyOf(path);
  }

  /**
   * Who it is.
   *
   * @throws IllegalStateException on a route that needs nobody
   */
  public User user() {
    return login.map(Login::user).orElseThrow(() -> new IllegalStateException("nobody is there"));
  }

  /** Whether they may do what a role may. */
  public boolean may(Role role) {
    return login.map(known -> known.user().role().covers(role)).orElse(false);
  }

  /** A value of the route's path. */
  public String path(String name) {
    return path.getOrDefault(name, "");
  }

  /**
   * A text of the body.
   *
   * @param most characters
   * @throws Refusal if it is missing, no text, or too long
   */
  public String text(String key, int most) {
    JsonNode value = body.path(key);
    if (!value.isTextual() || value.textValue().length() > most) {
      throw Refusal.badValue(
          value.isMissingNode() ? "nothing" : "no such text",
          key,
          "a text of at most " + most + " characters");
    }
    return value.textValue();
  }

  /**
   * A whole number of the query.
   *
   * @param fallback where it is left out
   * @throws Refusal if it is none of {@code least} to {@code most}
   */
  public int number(String key, int fallback, int least, int most) {
    String text = request.query().get(key);
    if (text == null) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException none) {
      throw badNumber(key, least, most);
    }
    throw badNumber(key, least, most);
  }

  private static Refusal badNumber(String key, int least, int most) {
    return Refusal.badValue("no such number", key, "a whole number from " + least + " to " + most);
  }
}
