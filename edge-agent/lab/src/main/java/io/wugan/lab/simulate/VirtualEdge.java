package io.wugan.lab.simulate;

import io.wugan.core.record.ParkingRecord;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import io.wugan.lab.billing.TariffBook;
import io.wugan.lab.lot.VirtualLot;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.contract.StatusMessage;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The board of one virtual lot: numbers its records without gaps, keeps them until they are
 * acknowledged, sends them again, byte for byte. At most {@link #WINDOW} wait at a time; the lot
 * stands still meanwhile. Confined to the thread of its connection.
 */
final class VirtualEdge {
  static final int WINDOW = 200;
  private static final int BATCH = 50;
  private static final int BATCH_BYTES = 200 * 1024;
  private static final int KEPT = 500;

  /** An event on its way. */
  private static final class Sent {
    final byte[] bytes;
    long firstNanos;
    long lastNanos;

    Sent(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  private final String site;
  private final EventCodec codec;
  private final UUID epoch;
  private final VirtualLot lot;
  private final Truth truth;
  private final SimulationFigures figures;
  private final TreeMap<Long, Sent> waiting = new TreeMap<>();
  private final LinkedHashMap<Long, byte[]> acknowledged = new LinkedHashMap<>();
  private final List<Long> fresh = new ArrayList<>();
  private long seq;

  VirtualEdge(
      String site, VirtualLot lot, TariffBook tariffs, long seed, SimulationFigures figures) {
    this.site = site;
    this.codec = new EventCodec(site, "e1");
    this.lot = lot;
    this.truth = new Truth(tariffs, site);
    this.figures = figures;
    SplittableRandom random = new SplittableRandom(seed ^ 0x65706f6368L);
    this.epoch =
        new UUID(
            (random.nextLong() & ~0xF000L) | 0x7000L,
            (random.nextLong() & ~(3L << 62)) | (1L << 63));
  }

  String topic(String root, String channel) {
    return root + "/" + site + "/e1/" + channel;
  }

  Truth truth() {
    return truth;
  }

  byte[] birth() {
    LotTime now =
        new LotTime(
            Instant.now(),
            System.nanoTime() / 1_000_000,
            "boot-1",
            ClockQuality.SYNCED,
            OptionalInt.empty());
    long acked = waiting.isEmpty() ? seq : waiting.firstKey() - 1;
    return StatusMessage.online(
        new UUID(epoch.getMostSignificantBits(), now.monoMillis()),
        epoch,
        seq,
        acked,
        "simulated",
        now);
  }

  /** Lets the lot go on to a moment, in ms since its beginning, or until the window is full. */
  void goOn(long untilMillis) {
    while (waiting.size() < WINDOW) {
      long next = lot.nextMillis().orElse(Long.MAX_VALUE);
      if (next == Long.MAX_VALUE || next > untilMillis) {
        return;
      }
      for (ParkingRecord record : lot.step()) {
        truth.tell(record);
        waiting.put(++seq, new Sent(codec.encode(epoch, seq, record)));
        fresh.add(seq);
        figures.events++;
      }
    }
  }

  boolean isDone() {
    return waiting.isEmpty() && lot.nextMillis().isEmpty();
  }

  boolean isOver() {
    return lot.nextMillis().isEmpty();
  }

  int unacknowledged() {
    return waiting.size();
  }

  /** The events that were never sent, in messages. */
  List<byte[]> takeFresh(long nowNanos) {
    List<byte[]> messages = messages(fresh, nowNanos);
    fresh.clear();
    return messages;
  }

  /** Everything that waits for its acknowledgement since {@code sinceNanos}, in messages. */
  List<byte[]> takeOverdue(long sinceNanos, long nowNanos) {
    List<Long> overdue = new ArrayList<>();
    waiting.forEach(
        (number, sent) -> {
          if (sent.firstNanos != 0 && sent.lastNanos - sinceNanos < 0) {
            overdue.add(number);
          }
        });
    figures.resent += overdue.size();
    return messages(overdue, nowNanos);
  }

  private List<byte[]> messages(List<Long> numbers, long nowNanos) {
    List<byte[]> messages = new ArrayList<>();
    List<byte[]> batch = new ArrayList<>();
    int bytes = 0;
    for (long number : numbers) {
      Sent sent = waiting.get(number);
      if (sent == null) {
        continue;
      }
      sent.lastNanos = nowNanos;
      if (sent.firstNanos == 0) {
        sent.firstNanos = nowNanos;
      }
      if (batch.size() == BATCH || bytes + sent.bytes.length > BATCH_BYTES) {
        messages.add(array(batch));
        batch.clear();
        bytes = 0;
      }
      batch.add(sent.bytes);
      bytes += sent.bytes.length;
    }
    if (!batch.isEmpty()) {
      messages.add(array(batch));
    }
    return messages;
  }

  private static byte[] array(List<byte[]> events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < events.size(); i++) {
      out.write(i == 0 ? '[' : ',');
      out.writeBytes(events.get(i));
    }
    out.write(']');
    return out.toByteArray();
  }

  /** An acknowledgement; gives the messages that it asks for. */
  List<byte[]> acknowledged(CloudAck ack, long nowNanos) {
    if (!ack.epoch().equals(epoch.toString())) {
      return List.of();
    }
    if (ack.highestSeq() > seq) {
      figures.ahead++;
    }
    while (!waiting.isEmpty() && waiting.firstKey() <= ack.upto()) {
      had(waiting.firstKey(), nowNanos);
    }
    ack.also().forEach(number -> had(number, nowNanos));
    for (CloudAck.Nack nack : ack.nack()) {
      figures.nacked++;
      had(nack.seq(), nowNanos);
    }
    List<byte[]> wanted = new ArrayList<>();
    for (CloudAck.SeqRange gap : ack.missing()) {
      for (long number = gap.first(); number <= Math.min(gap.last(), seq); number++) {
        sendAgain(number, wanted);
      }
    }
    return wanted;
  }

  private void sendAgain(long number, List<byte[]> wanted) {
    Sent sent = waiting.get(number);
    byte[] bytes = sent != null ? sent.bytes : acknowledged.get(number);
    if (bytes != null) {
      wanted.add(array(List.of(bytes)));
      figures.resent++;
    } else {
      figures.askedInVain++;
    }
  }

  private void had(long number, long nowNanos) {
    Sent sent = waiting.remove(number);
    if (sent == null) {
      return;
    }
    figures.acknowledged++;
    figures.latencies.add((nowNanos - sent.firstNanos) / 1_000_000);
    acknowledged.put(number, sent.bytes);
    if (acknowledged.size() > KEPT) {
      Iterator<Map.Entry<Long, byte[]>> oldest = acknowledged.entrySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
