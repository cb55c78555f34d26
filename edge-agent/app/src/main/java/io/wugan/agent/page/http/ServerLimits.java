package io.wugan.agent.page.http;

import java.time.Duration;

/**
 * What one server takes.
 *
 * @param threads of its pool, 6 or more
 * @param connections at a time
 * @param connectionsOfOne at a time, of one address
 * @param quiet so long a connection may be between requests, greeting and headers included, however
 *     slowly bytes trickle in
 * @param request so long a request may take, from its headers to the last byte of its answer
 */
public record ServerLimits(
    int threads, int connections, int connectionsOfOne, Duration quiet, Duration request) {

  /** For a board. */
  public static final ServerLimits DEFAULT =
      new ServerLimits(10, 64, 24, Duration.ofSeconds(20), Duration.ofSeconds(30));
}
