package io.wugan.lab.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.listing.Standing;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateGrammar;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.Quad;
import io.wugan.core.record.ParkingRecord;
import io.wugan.core.record.RecordHeader;
import io.wugan.core.session.CloseReason;
import io.wugan.core.session.MatchDecision;
import io.wugan.core.session.Session;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import io.wugan.sync.contract.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One made-up vehicle's stay, and the events that tell of it: written by the agent's own codec, and
 * then changed where a rule wants them so. The number of an event is put in when it is sent.
 * Confined to one thread.
 */
final class Visit {
  static final ObjectMapper MAPPER = new ObjectMapper();
  private static final AtomicInteger PLATES = new AtomicInteger();

  private final EventCodec codec;
  private final Session open;
  private final Session closed;
  private final Passage in;
  private final Passage out;

  Visit(EventCodec codec, Duration stay) {
    this.codec = codec;
    Instant entered = Instant.now().minus(stay).minusSeconds(60);
    String plate = String.format(Locale.ROOT, "浙A%05d", PLATES.incrementAndGet() % 100_000);
    this.in = passage(plate, Direction.ENTER, entered, 1_000_000);
    this.out = passage(plate, Direction.EXIT, entered.plus(stay), 1_000_000 + stay.toMillis());
    this.open = Session.open(newId(entered), in);
    this.closed = open.closedBy(out, CloseReason.EXIT_MATCHED);
  }

  private static Passage passage(String plate, Direction direction, Instant at, long monoMillis) {
    LotTime time =
        new LotTime(at, monoMillis, "boot-conformance", ClockQuality.SYNCED, OptionalInt.of(20));
    PlateChoice choice =
        new PlateChoice(
            Optional.of(PlateNumber.of(plate)),
            plate,
            PlateGrammar.categoryOf(plate, PlateColor.BLUE),
            PlateColor.BLUE,
            ColorSource.PIXELS,
            0.97,
            List.of(),
            1,
            List.of(new PlateChoice.Candidate(plate, 1)),
            Quad.rectangle(400, 300, 130, 41));
    return new Passage(
        newId(at),
        direction == Direction.ENTER ? "in1" : "out1",
        direction,
        TriggerSource.VIDEO,
        Optional.of(choice),
        time,
        time,
        12,
        List.of(),
        Set.of());
  }

  /** A version 7 UUID of a moment. */
  static UUID newId(Instant at) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (at.toEpochMilli() << 16) | 0x7000L | random.nextInt(0x1000);
    return new UUID(high, (random.nextLong() & ~(3L << 62)) | (1L << 63));
  }

  String session() {
    return open.id().toString();
  }

  /** It comes in: revision 1. */
  ObjectNode entry() {
    return event(new ParkingRecord.Entry(header(in.at()), in, Standing.ORDINARY, open));
  }

  /** It leaves: revision 2. */
  ObjectNode exit() {
    return event(
        new ParkingRecord.Exit(
            header(out.at()),
            out,
            Standing.ORDINARY,
            Optional.of(closed),
            new MatchDecision.Exact(open)));
  }

  /** The session changed by itself: closed, with a revision of its own. */
  ObjectNode changed(int revision, boolean review) {
    ObjectNode event = event(new ParkingRecord.SessionChanged(header(out.at()), closed));
    session(event).put("revision", revision).put("review", review);
    return event;
  }

  /** The session as it was when it was open, with a revision of its own. */
  ObjectNode stillOpen(int revision) {
    ObjectNode event = event(new ParkingRecord.SessionChanged(header(in.at()), open));
    session(event).put("revision", revision);
    return event;
  }

  static ObjectNode session(ObjectNode event) {
    return (ObjectNode) event.at("/data/session");
  }

  private static RecordHeader header(LotTime time) {
    return new RecordHeader(newId(Instant.now()), time);
  }

  private ObjectNode event(ParkingRecord record) {
    try {
      return (ObjectNode) MAPPER.readTree(codec.encode(new UUID(0, 0), 1, record));
    } catch (IOException memory) {
      throw new UncheckedIOException(memory);
    }
  }
}
