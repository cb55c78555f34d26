package io.wugan.sync.uplink;

import io.wugan.sync.ledger.OutboxRow;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Puts records together as one JSON array, byte for byte as they were captured. Immutable. */
final class Batcher {

  private static final int BRACKETS = 2;

  private final UplinkLimits limits;

  Batcher(UplinkLimits limits) {
    this.limits = limits;
  }

  /** As many of the first records as one message may hold; none if the first alone is too large. */
  List<OutboxRow> cut(List<OutboxRow> rows) {
    List<OutboxRow> batch = new ArrayList<>();
    int bytes = BRACKETS;
    for (OutboxRow row : rows) {
      bytes += row.payload().length + 1;
      if (bytes > limits.batchBytes() || batch.size() == limits.batchEvents()) {
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
