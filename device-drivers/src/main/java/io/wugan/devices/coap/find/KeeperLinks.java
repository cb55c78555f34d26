package io.wugan.devices.coap.find;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.californium.core.WebLink;
import org.eclipse.californium.core.coap.LinkFormat;
import org.eclipse.californium.core.server.resources.ResourceAttributes;

/**
 * A keeper in the CoRE link format (RFC 6690), with endpoint and sector as resource directories
 * name them (RFC 9176): {@code </lot>;rt="wugan.lot";ep="office";d="s01";port="5694"}. Stateless.
 */
final class KeeperLinks {

  static final String TYPE = "wugan.lot";

  private static final String PORT = "port";
  private static final int MOST_LINKS = 16;
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z._-]{1,64}");
  private static final Pattern PORT_NUMBER = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int LAST_PORT = 65_535;

  private KeeperLinks() {}

  static String write(String site, String edge, int port) {
    return "</lot>;rt=\"%s\";ep=\"%s\";d=\"%s\";port=\"%d\"".formatted(TYPE, edge, site, port);
  }

  /** The attributes by which a question may ask for it, besides its path. */
  static Map<String, String> attributes(String site, String edge, int port) {
    return Map.of(
        "href",
        "/lot",
        LinkFormat.RESOURCE_TYPE,
        TYPE,
        LinkFormat.END_POINT,
        edge,
        LinkFormat.SECTOR,
        site,
        PORT,
        Integer.toString(port));
  }

  /**
   * Whether a question to {@code /.well-known/core} asks for a link (RFC 6690 section 4.1).
   *
   * @param attributes of the link
   * @param queries as {@code rt=wugan.lot}; all must fit, and there must be one
   */
  static boolean matches(Map<String, String> attributes, List<String> queries) {
    return !queries.isEmpty()
        && queries.stream()
            .map(query -> query.split("=", 2))
            .allMatch(query -> query.length == 2 && query[1].equals(attributes.get(query[0])));
  }

  /**
   * The keepers that an answer names; what is none is passed over.
   *
   * @param text of the answer
   * @param from who answered
   */
  static List<FoundKeeper> read(String text, InetAddress from) {
    List<FoundKeeper> found = new ArrayList<>();
    for (WebLink link : LinkFormat.parse(text)) {
      if (found.size() < MOST_LINKS) {
        read(link.getAttributes(), from).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<FoundKeeper> read(ResourceAttributes link, InetAddress from) {
    String edge = link.getFirstAttributeValue(LinkFormat.END_POINT);
    String site = link.getFirstAttributeValue(LinkFormat.SECTOR);
    String port = link.getFirstAttributeValue(PORT);
    boolean whole =
        link.getResourceTypes().contains(TYPE)
            && edge != null
            && ID.matcher(edge).matches()
            && site != null
            && ID.matcher(site).matches()
            && port != null
            && PORT_NUMBER.matcher(port).matches()
            && Integer.parseInt(port) <= LAST_PORT;
    return whole
        ? Optional.of(
            new FoundKeeper(site, edge, new InetSocketAddress(from, Integer.parseInt(port))))
        : Optional.empty();
  }
}
