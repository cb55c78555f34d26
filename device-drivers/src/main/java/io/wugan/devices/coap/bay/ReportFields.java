package io.wugan.devices.coap.bay;

import io.wugan.core.bay.BayReport;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a report as they come in, whatever they were written in; unknown ones are left out.
 */
final class ReportFields {

  private static final int MOST = 32;

  private final Map<String, Object> fields = new HashMap<>();
  private int given;

  /** A field that is a whole number. */
  void put(String name, long value) throws MalformedReportException {
    add(name, value);
  }

  /** A field that is true or false. */
  void put(String name, boolean value) throws MalformedReportException {
    add(name, value);
  }

  /** A field of any other kind. */
  void skip(String name) throws MalformedReportException {
    add(name, "");
  }

  private void add(String name, Object value) throws MalformedReportException {
    if (++given > MOST) {
      throw new MalformedReportException("more than " + MOST + " fields");
    }
    if (fields.put(name, value) != null) {
      throw new MalformedReportException(name + " is there twice");
    }
  }

  BayReport report() throws MalformedReportException {
    try {
      return new BayReport(
          number("boot"),
          required("seq"),
          occupied(),
          small("age"),
          small("batteryPct"),
          small("batteryMv"),
          small("rssi"));
    } catch (IllegalArgumentException outOfRange) {
      throw new MalformedReportException(String.valueOf(outOfRange.getMessage()));
    }
  }

  private boolean occupied() throws MalformedReportException {
    @Nullable Object value = fields.get("occupied");
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw new MalformedReportException("occupied is wanted, true or false");
  }

  private long required(String name) throws MalformedReportException {
    OptionalLong value = number(name);
    if (value.isEmpty()) {
      throw new MalformedReportException(name + " is wanted, a whole number");
    }
    return value.getAsLong();
  }

  private OptionalLong number(String name) throws MalformedReportException {
    @Nullable Object value = fields.get(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof Long number) {
      return OptionalLong.of(number);
    }
    throw new MalformedReportException(name + " is not a whole number");
  }

  private OptionalInt small(String name) throws MalformedReportException {
    OptionalLong value = number(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (value.getAsLong() != (int) value.getAsLong()) {
      throw new MalformedReportException(name + " is " + value.getAsLong() + ", which is no value");
    }
    return OptionalInt.of((int) value.getAsLong());
  }
}
