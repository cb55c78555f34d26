package io.wugan.sync.evidence;

import io.wugan.core.ledger.LedgerWait;
import io.wugan.sync.contract.EvidenceManifest;
import io.wugan.sync.ledger.RecordPicture;
import io.wugan.sync.uplink.Publication;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells the cloud what has become of pictures, one message at a time, until a broker has it; said
 * twice it is the same. Confined to the uploads' thread.
 */
final class ManifestTeller {

  private static final String CHANNEL = "up/evd";

  private final UploadBoard board;
  private final UploadTimings timings;
  private List<RecordPicture> said = List.of();
  // One for each message: a late word of the last connection is not taken for this one's.
  private AtomicBoolean taken = new AtomicBoolean();
  private long saidNanos = System.nanoTime();

  ManifestTeller(UploadBoard board, UploadTimings timings) {
    this.board = board;
    this.timings = timings;
  }

  /** Writes down what a broker has taken. */
  void settle() throws InterruptedException {
    if (!said.isEmpty() && taken.get()) {
      LedgerWait.on(board.index().markTold(said));
      said = List.of();
    } else if (!said.isEmpty() && isOver(timings.unheard())) {
      said = List.of();
    }
  }

  /** Says the next states, if nothing is under way and there is enough to say or it is time. */
  void say() {
    if (!said.isEmpty()) {
      return;
    }
    List<RecordPicture> untold = board.index().listUntold(EvidenceManifest.MOST);
    boolean due = untold.size() == EvidenceManifest.MOST || isOver(timings.gather());
    if (untold.isEmpty() || !due) {
      return;
    }
    AtomicBoolean heard = new AtomicBoolean();
    Publication message = new Publication(CHANNEL, json(untold), false);
    saidNanos = System.nanoTime();
    if (board.uplink().test(message, () -> heard.set(true))) {
      taken = heard;
      said = untold;
    }
  }

  private byte[] json(List<RecordPicture> pictures) {
    return EvidenceManifest.json(
        board.clock().now().utc(),
        pictures.stream()
            .map(
                picture ->
                    new EvidenceManifest.Entry(
                        picture.image(),
                        picture.state().name(),
                        picture.revision(),
                        picture.at(),
                        picture.url()))
            .toList());
  }

  private boolean isOver(Duration time) {
    return System.nanoTime() - saidNanos >= time.toNanos();
  }
}
