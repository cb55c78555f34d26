package io.wugan.lab.damage;

import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.LedgerWork;
import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateCategory;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.Quad;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.ledger.SqliteLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Vehicles of a small lot, with made-up plates, as the agent hands them to the ledger: they enter
 * and leave, some plates are not read, some leave that never came. The same seed gives the same
 * vehicles. Confined to one thread.
 */
final class LedgerTraffic {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final double ENTERS = 0.55;
  private static final double UNREAD = 0.03;
  private static final double UNKNOWN_EXIT = 0.03;
  private static final int LONGEST_PAUSE_MILLIS = 20_000;

  private final SplittableRandom random;
  private final TimeOrderedIds ids;
  private final SessionKeeper keeper;
  private final ChangeWriter writer;
  private final Deque<String> inside = new ArrayDeque<>();
  private long millis;
  private int vehicles;

  LedgerTraffic(long seed) {
    this.random = new SplittableRandom(seed);
    this.ids = new TimeOrderedIds(this::now, random);
    this.keeper = new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
    this.writer = new ChangeWriter(ids::next);
  }

  SqliteLedger open(Path folder) {
    return SqliteLedger.open(folder, new EventCodec("s01", "e01"), ids);
  }

  Instant nowUtc() {
    return now().utc();
  }

  private LotTime now() {
    return new LotTime(
        START.plusMillis(millis), millis, "boot-1", ClockQuality.SYNCED, OptionalInt.of(20));
  }

  /** What the next vehicle has the ledger do. */
  LedgerWork next() {
    millis += 1 + random.nextInt(LONGEST_PAUSE_MILLIS);
    Passage passage = passage();
    return book ->
        writer.write(Optional.of(passage), keeper.decide(passage, book), book, passage.at());
  }

  private Passage passage() {
    boolean enters = inside.isEmpty() || random.nextDouble() < ENTERS;
    Optional<String> plate =
        random.nextDouble() < UNREAD ? Optional.empty() : Optional.of(plate(enters));
    LotTime at = now();
    return new Passage(
        ids.next(),
        enters ? "in1" : "out1",
        enters ? Direction.ENTER : Direction.EXIT,
        plate.isPresent() ? TriggerSource.VIDEO : TriggerSource.LOOP,
        plate.map(this::seen),
        at,
        at,
        8 + random.nextInt(20),
        List.of(picture(EvidenceKind.SCENE, at), picture(EvidenceKind.PLATE, at)),
        Set.of());
  }

  private String plate(boolean enters) {
    if (!enters && random.nextDouble() >= UNKNOWN_EXIT) {
      return inside.removeFirst();
    }
    String plate = String.format(Locale.ROOT, "浙A%05d", vehicles++ % 100_000);
    if (enters) {
      inside.addLast(plate);
    }
    return plate;
  }

  private EvidenceRef picture(EvidenceKind kind, LotTime at) {
    String sha256 = String.format(Locale.ROOT, "%016x", random.nextLong()).repeat(4);
    return new EvidenceRef(kind, sha256, 4_000 + random.nextInt(80_000), "image/jpeg", at);
  }

  private PlateChoice seen(String text) {
    List<CharRead> chars = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      chars.add(new CharRead(text.charAt(i), 0.9 + random.nextDouble() / 10, '8', 0.01));
    }
    return new PlateChoice(
        PlateNumber.parse(text),
        text,
        PlateCategory.SMALL_BLUE,
        PlateColor.BLUE,
        ColorSource.PIXELS,
        0.9,
        chars,
        0.75,
        List.of(new PlateChoice.Candidate(text, 0.8)),
        Quad.rectangle(100, 200, 140, 44));
  }
}
