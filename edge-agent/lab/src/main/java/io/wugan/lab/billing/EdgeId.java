package io.wugan.lab.billing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One edge of one site, as its topics name it. Immutable.
 *
 * @param site site, {@code [A-Za-z0-9_-]+}
 * @param edge edge within the site, {@code [A-Za-z0-9_-]+}
 */
public record EdgeId(String site, String edge) {
  private static final Pattern UP = Pattern.compile("/([A-Za-z0-9_-]+)/([A-Za-z0-9_-]+)/up/\\w+");
  private static final Pattern SOURCE = Pattern.compile("/site/([^/]+)/edge/([^/]+)");

  /** The edge that published on {@code topic}, or empty if that is no upward topic of the root. */
  static Optional<EdgeId> findOfTopic(String root, String topic) {
    if (!topic.startsWith(root)) {
      return Optional.empty();
    }
    Matcher rest = UP.matcher(topic.substring(root.length()));
    return rest.matches()
        ? Optional.of(new EdgeId(rest.group(1), rest.group(2)))
        : Optional.empty();
  }

  /** The edge of a {@link #source()}. */
  static EdgeId ofSource(String source) {
    Matcher parts = SOURCE.matcher(source);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not the source of an edge: " + source);
    }
    return new EdgeId(parts.group(1), parts.group(2));
  }

  /** The CloudEvents {@code source} of everything this edge sends; also its key in the ledger. */
  public String source() {
    return "/site/" + site + "/edge/" + edge;
  }

  /** Its topic for acknowledgements. */
  String ackTopic(String root) {
    return root + "/" + site + "/" + edge + "/dn/ack";
  }

  @Override
  public String toString() {
    return site + "/" + edge;
  }
}
