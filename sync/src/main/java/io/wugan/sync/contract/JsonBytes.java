package io.wugan.sync.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON into memory, one line of UTF-8 without white space. Stateless. */
final class JsonBytes {

  private static final JsonFactory JSON = new JsonFactory();

  /** What is written. */
  interface Body {
    void writeTo(JsonGenerator out) throws IOException;
  }

  private JsonBytes() {}

  /** An object with these fields. */
  static byte[] object(Body fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      fields.writeTo(out);
      out.writeEndObject();
    } catch (IOException unwritable) {
      // Memory does not fail; a generator refuses only what is no JSON, which is a fault of ours.
      throw new UncheckedIOException(unwritable);
    }
    return bytes.toByteArray();
  }
}
