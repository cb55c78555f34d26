package io.wugan.sync.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wugan.core.lane.Passage;
import io.wugan.core.record.ParkingRecord;
import io.wugan.core.session.Session;
import io.wugan.core.time.LotTime;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Writes records as CloudEvents 1.0 in structured JSON (CloudEvents JSON format 1.0 §3), one line
 * of UTF-8 without white space. Canonical: keys stand in one fixed order and numbers are rounded,
 * so the same input gives the same bytes.
 *
 * <p>Thread-safe, does not block.
 */
public final class EventCodec {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final String source;

  /**
   * @param site name of the lot, {@code [A-Za-z0-9_-]{1,32}}
   * @param edge name of this board within the lot, likewise
   * @throws IllegalArgumentException if a name cannot stand in a topic
   */
  public EventCodec(String site, String edge) {
    this.source = "/site/" + checked("site", site) + "/edge/" + checked("edge", edge);
  }

  private static String checked(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          what + " must be 1 to 32 of letters, digits, '_' and '-', not '" + name + "'");
    }
    return name;
  }

  /** Where the events come from: {@code /site/{site}/edge/{edge}}. */
  public String source() {
    return source;
  }

  /** The type of the event that tells of {@code record}, such as {@code parking.entry.v1}. */
  public static String typeOf(ParkingRecord record) {
    if (record instanceof ParkingRecord.Entry) {
      return "parking.entry.v1";
    }
    if (record instanceof ParkingRecord.Exit) {
      return "parking.exit.v1";
    }
    if (record instanceof ParkingRecord.Unresolved) {
      return "parking.unresolved.v1";
    }
    if (record instanceof ParkingRecord.Review) {
      return "parking.review.v1";
    }
    if (record instanceof ParkingRecord.Clock) {
      return "parking.clock.v1";
    }
    if (record instanceof ParkingRecord.ArrearsEntered
        || record instanceof ParkingRecord.HealthChanged) {
      return "parking.alert.v1";
    }
    return "parking.session.v1";
  }

  /**
   * The bytes that the cloud is sent, now and each time again.
   *
   * @param epoch the sequence that {@code seq} belongs to
   * @param seq number of the record, from 1
   * @param record what is told
   */
  public byte[] encode(UUID epoch, long seq, ParkingRecord record) {
    return JsonBytes.object(
        out -> {
          writeEnvelope(out, epoch, seq, record);
          out.writeObjectFieldStart("data");
          writeData(new DomainJson(out), record);
          out.writeEndObject();
        });
  }

  /** A passage alone, as one line: {@code {"kind":"passage","lane":…}}. */
  public byte[] passageJson(Passage passage) {
    return JsonBytes.object(
        out -> {
          out.writeStringField("kind", "passage");
          new DomainJson(out).passageFields(passage);
        });
  }

  /** A session alone, as it is told: for the audit. */
  public static byte[] sessionJson(Session session) {
    return JsonBytes.object(
        out -> {
          new DomainJson(out).session("session", session);
        });
  }

  private void writeEnvelope(JsonGenerator out, UUID epoch, long seq, ParkingRecord record)
      throws IOException {
    LotTime time = record.header().time();
    String type = typeOf(record);
    out.writeStringField("specversion", "1.0");
    out.writeStringField("id", record.header().id().toString());
    out.writeStringField("source", source);
    out.writeStringField("type", type);
    out.writeStringField("time", DomainJson.rfc3339(time.utc()));
    if (record.sessionId().isPresent()) {
      out.writeStringField("subject", record.sessionId().get().toString());
    }
    out.writeStringField("datacontenttype", "application/json");
    out.writeStringField("dataschema", "urn:wugan:schema:" + type);
    out.writeStringField("epoch", epoch.toString());
    // A CloudEvents Integer is 32 bits wide (CloudEvents 1.0.2, type system): long numbers are
    // strings.
    out.writeStringField("seq", Long.toString(seq));
    new DomainJson(out).clockFields(time);
  }

  private static void writeData(DomainJson out, ParkingRecord record) throws IOException {
    if (record instanceof ParkingRecord.Entry entry) {
      out.passageFields(entry.passage());
      out.standing(entry.standing());
      out.session("session", entry.session());
    } else if (record instanceof ParkingRecord.Exit exit) {
      out.passageFields(exit.passage());
      out.standing(exit.standing());
      out.session("session", exit.session().orElse(null));
      out.match("match", exit.match());
    } else if (record instanceof ParkingRecord.Unresolved unresolved) {
      out.passageFields(unresolved.passage());
    } else if (record instanceof ParkingRecord.SessionChanged changed) {
      out.session("session", changed.session());
    } else if (record instanceof ParkingRecord.Review review) {
      out.review(review.item());
    } else if (record instanceof ParkingRecord.Clock clock) {
      out.anchor(clock.anchor());
    } else if (record instanceof ParkingRecord.ArrearsEntered arrears) {
      out.arrears(arrears.passage(), arrears.session());
    } else if (record instanceof ParkingRecord.HealthChanged health) {
      out.health(health.alarm());
    }
  }
}
