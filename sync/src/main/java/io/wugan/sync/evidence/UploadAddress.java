package io.wugan.sync.evidence;

import io.wugan.sync.contract.RecordImage;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where pictures go: an address with places for the names of each. Immutable.
 *
 * <p>Places: <code>{site}</code>, <code>{edge}</code>, <code>{date}</code> (UTC day of the record,
 * <code>2026-03-01</code>), <code>{record}</code> (id of the event), <code>{kind}</code> (<code>
 * scene</code>, <code>plate</code>) and <code>{sha256}</code>, which must be there.
 */
public final class UploadAddress {

  /** What may be in an address, for messages. */
  public static final String ALLOWED =
      "https://… with {sha256}, and if you like {site}, {edge}, {date}, {record}, {kind}; without"
          + " user, '?' and '#'; at most 400 characters";

  private static final int LONGEST = 400;
  private static final String HASH = "{sha256}";
  private static final String EXAMPLE = "0".repeat(64);
  private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9]*)}");

  private final String template;

  private UploadAddress(String template) {
    this.template = template;
  }

  /**
   * Fills in what is the same for all pictures of a board.
   *
   * @return empty if it is none of {@link #ALLOWED}
   */
  public static Optional<UploadAddress> of(String template, String site, String edge) {
    if (template.length() > LONGEST
        || !template.contains(HASH)
        || template.contains("?")
        || template.contains("#")) {
      return Optional.empty();
    }
    UploadAddress address =
        new UploadAddress(template.replace("{site}", site).replace("{edge}", edge));
    try {
      URI example = address.fill("2026-03-01", "record", "scene", EXAMPLE);
      boolean named = String.valueOf(example.getRawPath()).contains(EXAMPLE);
      return named && PictureUpload.mayCarry(example) ? Optional.of(address) : Optional.empty();
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  /** Scheme, host and port of the server; the rest is that of no picture. */
  public URI server() {
    return fill("2026-03-01", "record", "scene", EXAMPLE);
  }

  /** The address of one picture. */
  URI of(RecordImage image) {
    return fill(
        DateTimeFormatter.ISO_LOCAL_DATE.format(image.time().atOffset(ZoneOffset.UTC)),
        image.record().toString(),
        image.kind().toLowerCase(Locale.ROOT),
        image.sha256());
  }

  private URI fill(String date, String record, String kind, String sha256) {
    StringBuilder filled = new StringBuilder();
    Matcher place = PLACE.matcher(template);
    while (place.find()) {
      String value =
          switch (place.group(1)) {
            case "date" -> date;
            case "record" -> record;
            case "kind" -> kind;
            case "sha256" -> sha256;
            default ->
                throw new IllegalArgumentException("nothing is called {" + place.group(1) + "}");
          };
      place.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return URI.create(place.appendTail(filled).toString());
  }
}
