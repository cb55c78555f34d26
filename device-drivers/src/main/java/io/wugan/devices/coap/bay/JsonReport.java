package io.wugan.devices.coap.bay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wugan.core.bay.BayReport;
import java.io.IOException;

/** A report as JSON (RFC 8259): one object. */
final class JsonReport {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonReport() {}

  static BayReport read(byte[] bytes) throws MalformedReportException {
    ReportFields fields = new ReportFields();
    try (JsonParser in = FACTORY.createParser(bytes)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedReportException("an object is wanted, {\"seq\":1,\"occupied\":true}");
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        JsonToken value = in.nextToken();
        if (value == JsonToken.VALUE_NUMBER_INT) {
          fields.put(name, in.getLongValue());
        } else if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
          fields.put(name, value == JsonToken.VALUE_TRUE);
        } else {
          fields.skip(name);
          in.skipChildren();
        }
      }
      if (in.currentToken() != JsonToken.END_OBJECT || in.nextToken() != null) {
        throw new MalformedReportException("something follows the object");
      }
      return fields.report();
    } catch (IOException malformed) {
      throw new MalformedReportException("this is no JSON");
    }
  }
}
