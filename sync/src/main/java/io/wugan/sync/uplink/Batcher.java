package io.wugan.sync.uplink;

import io.wugan.sync.ledger.OutboxRow;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts records together as one JSON array, byte for byte as they were captured. Brokers have limits
 * that MQTT 3.1.1 cannot tell us: they just hang up. So messages become smaller, down to one record
 * each, while connections end before any was taken, and grow again with success. Confined to the
 * uplink's thread.
 */
final class Batcher {

  /** Of what {@link #payload} makes: CloudEvents' JSON batch format. */
  static final String MEDIA_TYPE = "application/cloudevents-batch+json";

  private static final int BRACKETS = 2;
  private static final int MOST_QUARTERS = 4;
  private static final int GROW_AFTER = 100;

  private final UplinkLimits limits;
  private int bytesNow;
  private int taken;

  Batcher(UplinkLimits limits) {
    this.limits = limits;
    this.bytesNow = limits.batchBytes();
  }

  /** A connection ended before the broker took any record. */
  void refused() {
    bytesNow = Math.max(1, bytesNow / 2);
    taken = 0;
  }

  /** The broker took a message. */
  void taken() {
    taken++;
    if (taken >= GROW_AFTER && bytesNow < limits.batchBytes()) {
      bytesNow = Math.min(limits.batchBytes(), bytesNow * 2);
      taken = 0;
    }
  }

  /**
   * As many of the first records as one message may hold; the first in any case. Fewer of those
   * that a broker took before and the cloud did not acknowledge: some brokers answer a message that
   * is too large for them with a PUBACK and throw it away.
   *
   * @param most no more bytes than this, if there are several
   */
  List<OutboxRow> cut(List<OutboxRow> rows, long most) {
    List<OutboxRow> batch = new ArrayList<>();
    int together = limits.batchEvents() >> (2 * Math.min(rows.get(0).tries(), MOST_QUARTERS));
    int bytes = BRACKETS;
    for (OutboxRow row : rows) {
      bytes += row.payload().length + 1;
      boolean full = bytes > Math.min(most, bytesNow) || batch.size() >= together;
      if (full && !batch.isEmpty()) {
        break;
      }
      batch.add(row);
    }
    return batch;
  }

  boolean fitsAlone(OutboxRow row) {
    return row.payload().length + BRACKETS <= limits.batchBytes();
  }

  static byte[] payload(List<OutboxRow> batch) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    char before = '[';
    for (OutboxRow row : batch) {
      out.write(before);
      out.writeBytes(row.payload());
      before = ',';
    }
    out.write(']');
    return out.toByteArray();
  }
}
