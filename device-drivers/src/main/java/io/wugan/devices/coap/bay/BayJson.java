package io.wugan.devices.coap.bay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.wugan.core.bay.BayState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;

/** Bays as a handheld reads them. */
final class BayJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private interface Body {
    void write(JsonGenerator out) throws IOException;
  }

  private BayJson() {}

  static byte[] one(BayState state) {
    return bytes(out -> write(state, out));
  }

  static byte[] all(List<BayState> states) {
    return bytes(
        out -> {
          out.writeStartArray();
          for (BayState state : states) {
            write(state, out);
          }
          out.writeEndArray();
        });
  }

  private static byte[] bytes(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      body.write(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes what is written", impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(BayState state, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("sensor", state.sensor().id());
    out.writeStringField("bay", state.sensor().bay());
    out.writeStringField("state", state.occupancy().name());
    if (state.since().isPresent()) {
      out.writeStringField("since", state.since().get().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    out.writeBooleanField("lost", state.lost());
    write(out, "batteryPct", state.batteryPercent());
    write(out, "batteryMv", state.batteryMillivolts());
    write(out, "rssi", state.rssiDbm());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String name, OptionalInt value) throws IOException {
    if (value.isPresent()) {
      out.writeNumberField(name, value.getAsInt());
    }
  }
}
