package io.wugan.sync.evidence;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.session.Correction;
import io.wugan.core.session.CorrectionDesk;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.ledger.EvidenceHold;
import io.wugan.sync.ledger.HoldOutcome;
import io.wugan.sync.ledger.HoldSubject;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.testing.Samples;
import java.io.IOException;
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
import java.util.function.BooleanSupplier;

/**
 * A board with a real ledger and real files, on a clock that is moved by hand. It can die and come
 * back at any time.
 */
final class EvidenceBoard implements AutoCloseable {

  static final int SCENE_BYTES = 1000;
  static final int PLATE_BYTES = 100;

  private final Path directory;
  private final Random random;
  private final TimeOrderedIds ids;
  private final SessionKeeper keeper;
  private final ChangeWriter writer;
  private EvidencePolicy policy =
      new EvidencePolicy(
          Long.MAX_VALUE >> 1,
          0,
          Duration.ofDays(30),
          Duration.ofDays(90),
          Duration.ofDays(30),
          Duration.ofDays(90));
  // Long before any file of the test is really written, so that none is fresh.
  private Instant utc = Instant.parse("2020-01-01T00:00:00Z");
  private ClockQuality quality = ClockQuality.SYNCED;
  private int boot;
  private SqliteLedger ledger;
  private FileEvidenceStore files;
  private EvidenceSweeper sweeper;

  EvidenceBoard(Path directory, long seed) throws IOException {
    this.directory = directory;
    this.random = new Random(seed);
    this.ids = new TimeOrderedIds(this::now, random);
    this.keeper = new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(366), ids::next);
    this.writer = new ChangeWriter(ids::next);
    open();
  }

  private void open() throws IOException {
    ledger = SqliteLedger.open(directory, Samples.codec(), ids);
    files = new FileEvidenceStore(pictures(), policy.reserveBytes(), () -> utc);
    sweeper = new EvidenceSweeper(files, ledger.evidence(), policy, this::now);
  }

  LotTime now() {
    return new LotTime(
        utc, utc.toEpochMilli() & 0xFFFFFFFFFFL, "boot-" + boot, quality, OptionalInt.empty());
  }

  Path directory() {
    return directory;
  }

  Path pictures() {
    return directory.resolve("evidence");
  }

  SqliteLedger ledger() {
    return ledger;
  }

  FileEvidenceStore files() {
    return files;
  }

  LedgerView view() {
    return LedgerView.open(directory);
  }

  void pass(Duration time) {
    utc = utc.plus(time);
  }

  void clock(ClockQuality wanted) {
    quality = wanted;
  }

  EvidencePolicy policy() {
    return policy;
  }

  void quota(long bytes) {
    policy(bytes, policy.keepFreeBytes());
  }

  void keepFree(long bytes) {
    policy(policy.quotaBytes(), bytes);
  }

  private void policy(long quotaBytes, long keepFreeBytes) {
    policy =
        new EvidencePolicy(
            quotaBytes,
            keepFreeBytes,
            policy.scene(),
            policy.plate(),
            policy.noPlate(),
            policy.pending());
    sweeper = new EvidenceSweeper(files, ledger.evidence(), policy, this::now);
  }

  /** Ends and begins again, with whatever is on the disk. */
  void restart() throws IOException {
    ledger.close();
    boot++;
    open();
  }

  /** A picture that is different from all others, stored. */
  EvidenceRef store(EvidenceKind kind) throws IOException {
    byte[] jpeg = new byte[kind == EvidenceKind.SCENE ? SCENE_BYTES : PLATE_BYTES];
    random.nextBytes(jpeg);
    return files.store(new EvidenceImage(kind, now(), jpeg));
  }

  /** A vehicle with pictures of its own. */
  Passage vehicle(Direction direction, Optional<String> plate) throws IOException {
    List<EvidenceRef> pictures = new ArrayList<>();
    pictures.add(store(EvidenceKind.SCENE));
    if (plate.isPresent()) {
      pictures.add(store(EvidenceKind.PLATE));
    }
    return passage(direction, plate, pictures);
  }

  Passage passage(Direction direction, Optional<String> plate, List<EvidenceRef> pictures) {
    return new Passage(
        ids.next(),
        direction == Direction.EXIT ? "out1" : "in1",
        direction,
        TriggerSource.VIDEO,
        plate.map(Samples::plate),
        now(),
        now(),
        12,
        pictures,
        Set.of());
  }

  Commit capture(Passage passage) {
    return ledger
        .submit(
            book ->
                writer.write(
                    Optional.of(passage), keeper.decide(passage, book), book, passage.at()))
        .join();
  }

  void correct(Correction correction) {
    ledger
        .submit(
            book ->
                writer.write(
                    Optional.empty(),
                    new CorrectionDesk().decide(correction, book, now()),
                    book,
                    now()))
        .join();
  }

  Correction correction(Optional<UUID> session, Optional<UUID> review, Correction.Change change) {
    return new Correction(
        ids.next(),
        Correction.Origin.OPERATOR,
        "li",
        "",
        session,
        OptionalInt.empty(),
        review,
        change);
  }

  HoldOutcome hold(HoldSubject subject) throws InterruptedException {
    sweeper.index();
    return LedgerWait.on(
        ledger
            .evidence()
            .hold(new EvidenceHold(ids.next(), subject, utc, "li", "disputed", Optional.empty())));
  }

  HoldOutcome release(HoldSubject subject) throws InterruptedException {
    return LedgerWait.on(
        ledger
            .evidence()
            .release(subject, new EvidenceHold.Release(ids.next(), utc, "li", "settled")));
  }

  SweepReport sweep() throws IOException, InterruptedException {
    return sweep(() -> true);
  }

  /** As the agent does every minute. */
  SweepReport sweepOneFolder() throws IOException, InterruptedException {
    return sweeper.sweep(EvidenceSweeper.Extent.ONE_FOLDER, () -> true);
  }

  SweepReport sweep(BooleanSupplier goOn) throws IOException, InterruptedException {
    return sweeper.sweep(EvidenceSweeper.Extent.ALL_FOLDERS, goOn);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
