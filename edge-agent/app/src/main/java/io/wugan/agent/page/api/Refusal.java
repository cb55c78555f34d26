package io.wugan.agent.page.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wugan.agent.page.http.PageResponse;

/** Something that is refused, with what would be allowed. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final JsonMapper JSON = new JsonMapper();

  private final int status;
  private final String code;
  private final String where;
  private final String allowed;

  /**
   * @param status of HTTP, 400 or higher
   * @param code a word by which the page finds its own text, {@code login.wrong}
   * @param what what is wrong
   * @param where which part of the request
   * @param allowed what is allowed there
   */
  public Refusal(int status, String code, String what, String where, String allowed) {
    super(what);
    this.status = status;
    this.code = code;
    this.where = where;
    this.allowed = allowed;
  }

  /** A value that cannot be used. */
  public static Refusal badValue(String what, String where, String allowed) {
    return new Refusal(422, "value", what, where, allowed);
  }

  /** Something that is not there. */
  public static Refusal unknown(String what, String where, String allowed) {
    return new Refusal(404, "unknown", what, where, allowed);
  }

  /** As an answer. */
  PageResponse response() {
    return PageResponse.json(status, text(code, String.valueOf(getMessage()), where, allowed));
  }

  static String text(String code, String what, String where, String allowed) {
    return JSON.createObjectNode()
        .put("code", code)
        .put("what", what)
        .put("where", where)
        .put("allowed", allowed)
        .toString();
  }
}
