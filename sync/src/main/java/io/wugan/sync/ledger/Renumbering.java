package io.wugan.sync.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives a record a new epoch and number, and leaves every other byte as it was: the cloud tells by
 * the id that it is the same. Stateless.
 */
final class Renumbering {

  // Both stand side by side, before the data: the order of keys is fixed. What a plate or a name
  // could hold cannot match before them, because a quotation mark inside a string is escaped.
  private static final Pattern PLACE =
      Pattern.compile("\"epoch\":\"([0-9a-f-]{36})\",\"seq\":\"([0-9]{1,19})\"");

  private Renumbering() {}

  /** The record's own epoch; empty if it is no record of ours. */
  static Optional<UUID> epochOf(byte[] payload) {
    Matcher place = PLACE.matcher(new String(payload, StandardCharsets.UTF_8));
    return place.find() ? Optional.of(UUID.fromString(place.group(1))) : Optional.empty();
  }

  /** The record with another epoch and number; empty if it is no record of ours. */
  static Optional<byte[]> renumber(byte[] payload, UUID epoch, long seq) {
    String text = new String(payload, StandardCharsets.UTF_8);
    Matcher place = PLACE.matcher(text);
    if (!place.find()) {
      return Optional.empty();
    }
    String changed =
        text.substring(0, place.start())
            + "\"epoch\":\""
            + epoch
            + "\",\"seq\":\""
            + seq
            + "\""
            + text.substring(place.end());
    return Optional.of(changed.getBytes(StandardCharsets.UTF_8));
  }
}
