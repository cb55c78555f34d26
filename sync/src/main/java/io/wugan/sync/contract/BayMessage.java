package io.wugan.sync.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wugan.core.bay.BayState;
import io.wugan.core.time.LotTime;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How bays stand ({@code up/bay}): a state, not an event. It has no number, is never billed, and
 * what gets lost is said again with the next whole. Stateless.
 */
public final class BayMessage {

  /** Where it goes. */
  public static final String CHANNEL = "up/bay";

  /** As many bays as one message may carry. */
  public static final int MOST = 100;

  /**
   * Which part of what is said it is.
   *
   * @param whole whether the parts together are all bays; otherwise these are those that changed
   * @param number of this part, from 1
   * @param of how many there are
   */
  public record Part(boolean whole, int number, int of) {
    /** What changed, in one message. */
    public static final Part CHANGES = new Part(false, 1, 1);
  }

  private BayMessage() {}

  /**
   * The message.
   *
   * @param at when it is said; of two words on one bay of one board the later one counts
   * @param bays at most {@value #MOST}
   */
  public static byte[] json(LotTime at, Part part, List<BayState> bays) {
    return JsonBytes.object(
        out -> {
          out.writeStringField("time", DomainJson.rfc3339(at.utc()));
          out.writeStringField("bootId", at.bootId());
          out.writeStringField("monoMs", Long.toString(at.monoMillis()));
          out.writeStringField("clock", at.quality().name().toLowerCase(Locale.ROOT));
          out.writeBooleanField("whole", part.whole());
          out.writeNumberField("part", part.number());
          out.writeNumberField("parts", part.of());
          out.writeArrayFieldStart("bays");
          for (BayState bay : bays) {
            write(bay, out);
          }
          out.writeEndArray();
        });
  }

  private static void write(BayState bay, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("bay", bay.sensor().bay());
    out.writeStringField("sensor", bay.sensor().id());
    out.writeStringField("state", bay.occupancy().name());
    if (bay.since().isPresent()) {
      out.writeStringField("since", DomainJson.rfc3339(bay.since().get()));
    }
    if (bay.heard().isPresent()) {
      out.writeStringField("heard", DomainJson.rfc3339(bay.heard().get().utc()));
    }
    out.writeBooleanField("lost", bay.lost());
    write(out, "batteryPercent", bay.batteryPercent());
    write(out, "batteryMillivolts", bay.batteryMillivolts());
    write(out, "rssiDbm", bay.rssiDbm());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String key, OptionalInt value) throws IOException {
    if (value.isPresent()) {
      out.writeNumberField(key, value.getAsInt());
    }
  }
}
