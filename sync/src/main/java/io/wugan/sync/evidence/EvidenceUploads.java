package io.wugan.sync.evidence;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.sync.contract.RecordImage;
import io.wugan.sync.contract.RecordImages;
import io.wugan.sync.evidence.UploadSettings.Which;
import io.wugan.sync.ledger.OutboxRow;
import io.wugan.sync.ledger.OutboxState;
import io.wugan.sync.ledger.UploadState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Takes pictures to the cloud behind the records that name them, and tells what has become of each.
 *
 * <pre>
 * record acknowledged ── KEPT ── a person is to look, or it is held ──▶ WAITING ── 2xx ──▶ UPLOADED
 *        │                 └───────────── the board gives it up ──────────┴─────────────▶ GONE
 *        └─ all are wanted ─────────────────────────────────────────────▶ WAITING ── refused, others
 *                                                                            are not ──▶ REFUSED
 * </pre>
 *
 * <p>While any record waits for its acknowledgement, nothing begins and what is under way pauses.
 * What is where is written in the ledger: it goes on after a restart. Confined to one thread, which
 * is no lane's.
 */
public final class EvidenceUploads {

  private static final int RECORDS_A_STEP = 200;
  private static final int MOST_STEPS = 50;
  private static final int FORGOTTEN_A_STEP = 500;
  private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();

  private final UploadBoard board;
  private final Which which;
  private final UploadTimings timings;
  private final ManifestTeller teller;
  private final Optional<PictureSender> sender;
  private boolean reconciled;
  private long takenInNanos;
  private long lookedNanos;

  /**
   * @param board what is uploaded, and who is told
   * @param settings which pictures, and where to; not {@link Which#NONE}: see {@link #standDown}
   * @param timings how long it waits for what
   * @param time by which a server's certificate must be good
   * @throws IOException if the file of the header, or one of the certificates, cannot be used
   */
  public EvidenceUploads(
      UploadBoard board, UploadSettings settings, UploadTimings timings, Supplier<Instant> time)
      throws IOException {
    this.board = board;
    this.which = settings.which();
    this.timings = timings;
    this.teller = new ManifestTeller(board, timings);
    if (settings.authorizationFile().isPresent()) {
      PictureSender.authorization(settings.authorizationFile().get());
    }
    // A board that is not enrolled yet records all the same; its pictures wait.
    if (settings.tls().missing().isEmpty()) {
      settings.tls().context(time.get());
    }
    this.sender =
        which.uploads()
            ? settings
                .address()
                .map(address -> new PictureSender(board, settings, address, timings, time))
            : Optional.empty();
    this.takenInNanos = System.nanoTime() - timings.gather().toNanos();
    this.lookedNanos = System.nanoTime() - timings.lookAgain().toNanos();
  }

  /**
   * Where nothing is uploaded any more, nothing waits: pictures then go as if it had never been.
   */
  public static void standDown(UploadBoard board) throws InterruptedException {
    if (board.index().any(UploadState.WAITING)) {
      LedgerWait.on(
          board
              .index()
              .changeAll(UploadState.WAITING, UploadState.KEPT, board.clock().now().utc()));
    }
  }

  /**
   * Does what there is to do; to be called about once a second.
   *
   * @param goOn asked before each picture; false to come to an end
   * @throws LedgerException if the ledger cannot be read or does not write
   */
  public void step(BooleanSupplier goOn) throws InterruptedException {
    if (!reconciled) {
      reconcile();
      reconciled = true;
    }
    teller.settle();
    if (isOver(lookedNanos, timings.lookAgain())) {
      lookedNanos = System.nanoTime();
      lookAgain();
    }
    if (board.recordsWait()) {
      return;
    }
    if (isOver(takenInNanos, timings.gather())) {
      takenInNanos = System.nanoTime();
      takeIn();
    }
    teller.say();
    if (sender.isPresent()) {
      BooleanSupplier hold = recordsWaitNow();
      while (goOn.getAsBoolean() && !board.recordsWait() && sender.get().send(hold)) {
        teller.settle();
        teller.say();
      }
    }
  }

  private void reconcile() throws InterruptedException {
    if (which == Which.MANIFEST) {
      standDown(board);
    } else if (which == Which.ALL && board.index().any(UploadState.KEPT)) {
      LedgerWait.on(
          board
              .index()
              .changeAll(UploadState.KEPT, UploadState.WAITING, board.clock().now().utc()));
    }
  }

  private void lookAgain() throws InterruptedException {
    Instant now = board.clock().now().utc();
    if (which == Which.REVIEW && board.index().hasChoosable()) {
      LedgerWait.on(board.index().choose(now));
    }
    if (board.clock().now().isDisciplined() && board.index().hasOld(now)) {
      LedgerWait.on(board.index().purge(now, FORGOTTEN_A_STEP));
    }
  }

  /** Takes in the pictures of records that the cloud has, or has refused, in their order. */
  private void takeIn() throws InterruptedException {
    UploadState state = which == Which.ALL ? UploadState.WAITING : UploadState.KEPT;
    long upTo = board.index().upTo();
    for (int step = 0; step < MOST_STEPS; step++) {
      List<OutboxRow> rows = board.outbox().list(upTo + 1, RECORDS_A_STEP);
      List<RecordImage> images = new ArrayList<>();
      long last = upTo;
      for (OutboxRow row : rows) {
        if (row.state() != OutboxState.ACKED && row.state() != OutboxState.APART) {
          break;
        }
        last = row.seq();
        if (row.intact()) {
          images.addAll(RecordImages.of(row.payload()));
        }
      }
      if (last == upTo) {
        return;
      }
      LedgerWait.on(board.index().add(images, state, last, board.clock().now().utc()));
      upTo = last;
    }
  }

  /** Asked for every few kilobytes, so it looks only now and then. */
  private BooleanSupplier recordsWaitNow() {
    return new BooleanSupplier() {
      private long looked = System.nanoTime() - LOOK_NANOS;
      private boolean wait;

      @Override
      public synchronized boolean getAsBoolean() {
        if (System.nanoTime() - looked >= LOOK_NANOS) {
          looked = System.nanoTime();
          try {
            wait = board.recordsWait();
          } catch (LedgerException unreadable) {
            wait = false; // the thread that uploads says so at its next look
          }
        }
        return wait;
      }
    };
  }

  private static boolean isOver(long sinceNanos, Duration time) {
    return System.nanoTime() - sinceNanos >= time.toNanos();
  }
}
