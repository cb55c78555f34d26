package io.wugan.sync.evidence;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.time.LotClock;
import io.wugan.sync.ledger.EvidenceIndex;
import io.wugan.sync.ledger.NamedPicture;
import io.wugan.sync.ledger.UploadIndex;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes pictures that another board has taken, for passages that this board has captured. Thread-
 * safe; blocks until the picture is on the disk.
 */
public final class PictureIntake {

  private final FileEvidenceStore files;
  private final EvidenceIndex index;
  private final UploadIndex uploads;
  private final LotClock clock;

  /**
   * @param files where they are kept
   * @param index of this board
   * @param uploads of this board
   * @param clock of this board
   */
  public PictureIntake(
      FileEvidenceStore files, EvidenceIndex index, UploadIndex uploads, LotClock clock) {
    this.files = files;
    this.index = index;
    this.uploads = uploads;
    this.clock = clock;
  }

  /**
   * Keeps a picture, once however often it comes.
   *
   * @return false if no passage of this id names a picture with this content: nothing is kept
   * @throws IOException if it cannot be kept, as for want of space
   * @throws LedgerException if the ledger cannot be read or does not write
   */
  public boolean take(UUID passageId, byte[] jpeg) throws IOException, InterruptedException {
    EvidenceImage image = new EvidenceImage(EvidenceKind.SCENE, clock.now(), jpeg);
    Optional<NamedPicture> named = index.findNamed(passageId, image.ref().sha256());
    if (named.isEmpty()) {
      return false;
    }
    files.store(image); // its kind and time are in the passage
    // Asked after the file is there: the index passes it now, or has and does not come again.
    if (index.isPassed(passageId)) {
      LedgerWait.on(index.adopt(List.of(named.get())));
    }
    if (uploads.wasLookedFor(passageId, named.get().sha256())) {
      LedgerWait.on(uploads.noteArrival(passageId, named.get().sha256()));
    }
    return true;
  }
}
