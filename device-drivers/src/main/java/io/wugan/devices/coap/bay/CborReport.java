package io.wugan.devices.coap.bay;

import io.wugan.core.bay.BayReport;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A report as CBOR (RFC 8949): one map of known length with text for keys. Of the values, whole
 * numbers and booleans count; others are skipped, to a depth of {@value #DEPTH}.
 */
final class CborReport {

  private static final int DEPTH = 4;
  private static final int MOST_ITEMS = 64;

  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int TAG = 6;
  private static final int FALSE_ITEM = 0xF4;
  private static final int TRUE_ITEM = 0xF5;

  private final ByteBuffer in;
  private int items;

  private CborReport(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  static BayReport read(byte[] bytes) throws MalformedReportException {
    try {
      return new CborReport(bytes).report();
    } catch (BufferUnderflowException cutShort) {
      throw new MalformedReportException("the CBOR is cut short");
    }
  }

  private BayReport report() throws MalformedReportException {
    int head = next();
    if (head >> 5 != MAP) {
      throw new MalformedReportException("a map is wanted, {\"seq\": 1, \"occupied\": true}");
    }
    ReportFields fields = new ReportFields();
    long size = argument(head);
    for (long i = 0; i < size; i++) {
      int key = next();
      if (key >> 5 != TEXT) {
        throw new MalformedReportException("keys are to be text");
      }
      field(fields, text(key));
    }
    if (in.hasRemaining()) {
      throw new MalformedReportException("something follows the map");
    }
    return fields.report();
  }

  private void field(ReportFields fields, String name) throws MalformedReportException {
    int head = next();
    if (head >> 5 == UNSIGNED) {
      fields.put(name, argument(head));
    } else if (head >> 5 == NEGATIVE) {
      fields.put(name, -1 - argument(head));
    } else if (head == FALSE_ITEM || head == TRUE_ITEM) {
      fields.put(name, head == TRUE_ITEM);
    } else {
      fields.skip(name);
      skip(head, DEPTH);
    }
  }

  private int next() throws MalformedReportException {
    if (++items > MOST_ITEMS) {
      throw new MalformedReportException("more than " + MOST_ITEMS + " items");
    }
    return in.get() & 0xFF;
  }

  // RFC 8949 section 3: the argument of an item, of 0, 1, 2, 4 or 8 bytes.
  private long argument(int head) throws MalformedReportException {
    int low = head & 0x1F;
    if (low < 24) {
      return low;
    }
    long value =
        switch (low) {
          case 24 -> in.get() & 0xFF;
          case 25 -> in.getShort() & 0xFFFF;
          case 26 -> in.getInt() & 0xFFFF_FFFFL;
          case 27 -> in.getLong();
          default -> throw new MalformedReportException("lengths are to be known");
        };
    if (value < 0) {
      throw new MalformedReportException("a number is too great");
    }
    return value;
  }

  private String text(int head) throws MalformedReportException {
    byte[] bytes = new byte[length(head)];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private int length(int head) throws MalformedReportException {
    long length = argument(head);
    if (length > in.remaining()) {
      throw new MalformedReportException("the CBOR is cut short");
    }
    return (int) length;
  }

  private void skip(int head, int depth) throws MalformedReportException {
    if (depth == 0) {
      throw new MalformedReportException("nested deeper than " + DEPTH);
    }
    switch (head >> 5) {
      case BYTES, TEXT -> {
        int length = length(head);
        in.position(in.position() + length);
      }
      case ARRAY -> skipAll(argument(head), depth);
      case MAP -> skipAll(2 * Math.min(argument(head), MOST_ITEMS), depth);
      case TAG -> {
        argument(head);
        skip(next(), depth - 1);
      }
      default -> argument(head);
    }
  }

  private void skipAll(long count, int depth) throws MalformedReportException {
    for (long i = 0; i < count; i++) {
      skip(next(), depth - 1);
    }
  }
}
