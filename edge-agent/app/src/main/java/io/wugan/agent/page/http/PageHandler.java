package io.wugan.agent.page.http;

/** Answers requests. Thread-safe; may block for the time of a query. */
public interface PageHandler {

  /** Answers one request, whatever it is; throws nothing but for faults of the program. */
  PageResponse handle(PageRequest request);

  /**
   * How long a body may be.
   *
   * @param method in capitals
   * @param path as it was sent
   * @return bytes, 0 for none at all
   */
  int mostBytes(String method, String path);

  /**
   * The answer to what is refused before it is a request: a body that is too long, a header that is
   * broken, more than the server can take.
   *
   * @param status of HTTP, 400 or higher
   */
  PageResponse refuse(int status);
}
