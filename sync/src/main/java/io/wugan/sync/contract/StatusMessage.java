package io.wugan.sync.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.wugan.core.time.LotTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;

/**
 * What {@code up/st} says of the edge. The birth and its Will carry the same {@code birth} id, so
 * that a Will which comes late is recognised and ignored (as Sparkplug's bdSeq). Thread-safe.
 */
public final class StatusMessage {

  private static final JsonFactory JSON = new JsonFactory();

  private StatusMessage() {}

  /**
   * The edge is connected.
   *
   * @param birth id of this connection
   * @param epoch sequence of the ledger
   * @param lastSeq number of the newest record; 0 before the first
   * @param ackedSeq every record up to and including this one is acknowledged or set apart
   * @param version version of the agent
   * @param now present time; gives the boot id too
   */
  public static byte[] online(
      UUID birth, UUID epoch, long lastSeq, long ackedSeq, String version, LotTime now) {
    return online(birth, epoch, lastSeq, ackedSeq, version, now, Optional.empty());
  }

  /** The same of a ledger that took the place of another: {@code closes} says which ended. */
  public static byte[] online(
      UUID birth,
      UUID epoch,
      long lastSeq,
      long ackedSeq,
      String version,
      LotTime now,
      Optional<ClosedEpoch> closes) {
    return write(
        out -> {
          out.writeBooleanField("online", true);
          out.writeStringField("birth", birth.toString());
          out.writeStringField("epoch", epoch.toString());
          out.writeStringField("lastSeq", Long.toString(lastSeq));
          out.writeStringField("ackedSeq", Long.toString(ackedSeq));
          if (closes.isPresent()) {
            out.writeObjectFieldStart("closes");
            out.writeStringField("epoch", closes.get().epoch().toString());
            out.writeStringField("lastSeq", Long.toString(closes.get().lastSeq()));
            out.writeEndObject();
          }
          out.writeStringField("bootId", now.bootId());
          out.writeStringField("version", version);
          out.writeStringField("time", DomainJson.rfc3339(now.utc()));
        });
  }

  /** The edge is not connected: the Will, and what it says itself when it leaves in order. */
  public static byte[] offline(UUID birth) {
    return write(
        out -> {
          out.writeBooleanField("online", false);
          out.writeStringField("birth", birth.toString());
        });
  }

  private interface Fields {
    void writeTo(JsonGenerator out) throws IOException;
  }

  private static byte[] write(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      fields.writeTo(out);
      out.writeEndObject();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    return bytes.toByteArray();
  }
}
