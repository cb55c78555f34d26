package io.wugan.sync.uplink;

import java.util.Map;
import java.util.Optional;

/** What the reason codes of MQTT 5 (section 2.4) mean to whoever looks after the board. */
final class ReasonCodes {

  /** From here on a reason is a refusal. */
  static final int REFUSAL = 0x80;

  static final int NOT_AUTHORIZED = 0x87;
  static final int RETAIN_NOT_SUPPORTED = 0x9a;

  private static final int EXPLANATION_LIMIT = 200;

  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(0x80, "gives no reason"),
          Map.entry(0x81, "says that the packet is malformed"),
          Map.entry(0x82, "says that the protocol was broken"),
          Map.entry(0x83, "refuses for a reason of its own"),
          Map.entry(0x84, "does not speak MQTT 5"),
          Map.entry(0x85, "refuses the client id"),
          Map.entry(0x86, "refuses user name or password"),
          Map.entry(NOT_AUTHORIZED, "does not authorise this client"),
          Map.entry(0x88, "says that it is not available"),
          Map.entry(0x89, "says that it is busy"),
          Map.entry(0x8a, "has banned this client"),
          Map.entry(0x8b, "shuts down"),
          Map.entry(0x8c, "does not know this way to log in"),
          Map.entry(0x8d, "heard nothing for too long"),
          Map.entry(0x8e, "has given the session to another client with the same id"),
          Map.entry(0x8f, "refuses the topic filter"),
          Map.entry(0x90, "refuses the topic"),
          Map.entry(0x91, "says that the packet's number is in use"),
          Map.entry(0x93, "got more at once than it takes"),
          Map.entry(0x94, "does not take topic aliases"),
          Map.entry(0x95, "says that the packet is too large"),
          Map.entry(0x96, "gets messages too fast"),
          Map.entry(0x97, "says that a quota is used up"),
          Map.entry(0x98, "was told by its operator to end the connection"),
          Map.entry(0x99, "says that the payload is not of its type"),
          Map.entry(
              RETAIN_NOT_SUPPORTED, "keeps no messages (set mqtt.brokerKeepsStatus to false)"),
          Map.entry(0x9b, "does not know QoS 1"),
          Map.entry(0x9c, "wants another server to be used for now"),
          Map.entry(0x9d, "has moved to another server"),
          Map.entry(0x9f, "gets connections too fast"),
          Map.entry(0xa0, "lets no connection last longer"));

  private ReasonCodes() {}

  /**
   * What the broker does, as a sentence.
   *
   * @param explanation what it adds in its own words; cut short, because nobody vouches for it
   */
  static String sentence(String url, int code, Optional<String> explanation) {
    return "the broker %s %s (%#04x%s)"
        .formatted(
            url,
            WORDS.getOrDefault(code, "refuses"),
            code,
            explanation.map(words -> ", \"" + plain(words) + "\"").orElse(""));
  }

  private static String plain(String words) {
    String text = words.replaceAll("[\\p{Cntrl}\"]", " ");
    return text.length() > EXPLANATION_LIMIT ? text.substring(0, EXPLANATION_LIMIT) + "…" : text;
  }

  /** Whether a PUBACK with this reason may be about the message and not about its sender. */
  static boolean ofTheMessage(int code) {
    return switch (code) {
      case 0x80, 0x83, 0x90, 0x95, 0x99 -> true;
      default -> false;
    };
  }
}
