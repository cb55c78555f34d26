package io.wugan.sync.testing;

import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.ledger.LedgerWork;
import io.wugan.core.listing.Standing;
import io.wugan.core.lot.LeaveToKeeper;
import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateCategory;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.Quad;
import io.wugan.core.record.RecordWriter;
import io.wugan.core.session.Decision;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.SqliteLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Vehicles with made-up plates. Thread-safe. */
public final class Samples {

  public static final String SITE = "s01";
  public static final String EDGE = "e01";
  public static final Instant START = Instant.parse("2026-03-01T08:00:00.123Z");
  public static final String BOOT = "boot-a";

  private final TimeOrderedIds ids;
  private final SessionKeeper keeper;
  private final RecordWriter writer;

  public Samples(long seed) {
    this.ids = new TimeOrderedIds(() -> at(0), new Random(seed));
    this.keeper = new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
    this.writer = new RecordWriter(ids::next);
  }

  public TimeOrderedIds ids() {
    return ids;
  }

  public static EventCodec codec() {
    return new EventCodec(SITE, EDGE);
  }

  public SqliteLedger open(Path directory) {
    return SqliteLedger.open(directory, codec(), ids);
  }

  public static LotTime at(long millis) {
    return new LotTime(
        START.plusMillis(millis), 5_000 + millis, BOOT, ClockQuality.SYNCED, OptionalInt.of(20));
  }

  /** A clock that stands at a moment. */
  public static LotClock clockAt(long millis) {
    return () -> at(millis);
  }

  public static PlateChoice plate(String text) {
    List<CharRead> chars = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      chars.add(new CharRead(text.charAt(i), 0.98765 - i * 0.01, '8', 0.012345));
    }
    return new PlateChoice(
        PlateNumber.parse(text),
        text,
        PlateCategory.SMALL_BLUE,
        PlateColor.BLUE,
        ColorSource.PIXELS,
        0.91234567,
        chars,
        0.75,
        List.of(
            new PlateChoice.Candidate(text, 0.8),
            new PlateChoice.Candidate(text.substring(0, text.length() - 1) + "B", 0.1999999)),
        Quad.rectangle(100.26, 200, 140.04, 44));
  }

  public Passage passage(Direction direction, Optional<String> text, long millis) {
    return new Passage(
        ids.next(),
        direction == Direction.EXIT ? "out1" : "in1",
        direction,
        text.isPresent() ? TriggerSource.VIDEO : TriggerSource.LOOP,
        text.map(Samples::plate),
        at(millis),
        at(millis - 400),
        12,
        List.of(
            new EvidenceRef(
                EvidenceKind.SCENE, "ab".repeat(32), 81_234, "image/jpeg", at(millis - 100)),
            new EvidenceRef(
                EvidenceKind.PLATE, "cd".repeat(32), 4_321, "image/jpeg", at(millis - 100))),
        Set.of());
  }

  /** Work that decides on a passage as the agent does. */
  public LedgerWork work(Passage passage) {
    return book -> {
      Decision decision = keeper.decide(passage, book);
      return new LedgerChange(
          Optional.of(passage),
          decision,
          List.of(),
          writer.write(decision, Standing.ORDINARY, List.of(), passage.at()));
    };
  }

  /** Work of a board whose lot another board keeps. */
  public LedgerWork leftToKeeper(Passage passage) {
    ChangeWriter changes = new ChangeWriter(ids::next);
    return book ->
        changes.write(
            Optional.of(passage), new LeaveToKeeper().decide(passage, book), book, passage.at());
  }

  public LedgerWork entry(String plate, long millis) {
    return work(passage(Direction.ENTER, Optional.of(plate), millis));
  }

  public LedgerWork exit(String plate, long millis) {
    return work(passage(Direction.EXIT, Optional.of(plate), millis));
  }

  /** The nth of many different plates. */
  public static String plateNo(int n) {
    return "浙A" + String.format("%05d", n % 100_000);
  }

  /** Captures entries of different plates, one record each. */
  public void fill(Ledger ledger, int from, int count, long millis) {
    for (int i = from; i < from + count; i++) {
      ledger.submit(entry(plateNo(i), millis)).join();
    }
  }

  public UUID id() {
    return ids.next();
  }
}
