package io.wugan.sync.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What has become of the pictures that records name ({@code up/evd}). The same state may be said
 * twice; of two states of one picture of one record the higher revision counts. Stateless.
 */
public final class EvidenceManifest {

  /** As many pictures as one message may carry. */
  public static final int MOST = 40;

  private static final String JPEG = "image/jpeg";

  /**
   * One picture of one record.
   *
   * @param image what the record says of it
   * @param state {@code KEPT}, {@code WAITING}, {@code UPLOADED}, {@code REFUSED} or {@code GONE}
   * @param revision counts its states, from 1
   * @param at since when it is in this state
   * @param url where it was uploaded to
   */
  public record Entry(
      RecordImage image, String state, int revision, Instant at, Optional<String> url) {}

  private EvidenceManifest() {}

  /**
   * The message.
   *
   * @param at when it is said
   * @param entries at most {@value #MOST}
   */
  public static byte[] json(Instant at, List<Entry> entries) {
    return JsonBytes.object(
        out -> {
          out.writeStringField("time", DomainJson.rfc3339(at));
          out.writeArrayFieldStart("pictures");
          for (Entry entry : entries) {
            write(entry, out);
          }
          out.writeEndArray();
        });
  }

  private static void write(Entry entry, JsonGenerator out) throws IOException {
    RecordImage image = entry.image();
    out.writeStartObject();
    out.writeStringField("record", image.record().toString());
    out.writeStringField("passage", image.passage().toString());
    Optional<UUID> session = image.session();
    if (session.isPresent()) {
      out.writeStringField("session", session.get().toString());
    }
    out.writeStringField("kind", image.kind());
    out.writeStringField("sha256", image.sha256());
    out.writeNumberField("bytes", image.bytes());
    out.writeStringField("mediaType", JPEG);
    out.writeStringField("state", entry.state());
    out.writeNumberField("revision", entry.revision());
    out.writeStringField("at", DomainJson.rfc3339(entry.at()));
    if (entry.url().isPresent()) {
      out.writeStringField("url", entry.url().get());
    }
    out.writeEndObject();
  }
}
