package io.wugan.sync.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Finds the pictures that a record names, in the bytes that the cloud is sent. Thread-safe. */
public final class RecordImages {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private RecordImages() {}

  /**
   * The pictures of a record; none if it has none, or is not as this program writes them.
   *
   * @param event the record's bytes
   */
  public static List<RecordImage> of(byte[] event) {
    try {
      JsonNode root = MAPPER.readTree(event);
      JsonNode images = root.path("data").path("images");
      if (images.isEmpty()) {
        return List.of();
      }
      UUID record = UUID.fromString(root.path("id").asText());
      UUID passage = UUID.fromString(root.at("/data/passage/id").asText());
      Optional<UUID> session =
          Optional.ofNullable(root.path("subject").textValue()).map(UUID::fromString);
      Instant time = Instant.parse(root.path("time").asText());
      List<RecordImage> found = new ArrayList<>();
      for (JsonNode image : images) {
        String sha256 = image.path("sha256").asText();
        if (SHA256.matcher(sha256).matches()) {
          found.add(
              new RecordImage(
                  record,
                  passage,
                  session,
                  image.path("kind").asText(),
                  sha256,
                  image.path("bytes").asLong(),
                  time));
        }
      }
      return found;
    } catch (IOException | IllegalArgumentException | DateTimeException foreign) {
      // Its checksum was good, so an older or newer version wrote it; the record itself is sent.
      return List.of();
    }
  }
}
