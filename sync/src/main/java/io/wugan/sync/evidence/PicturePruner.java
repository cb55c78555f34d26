package io.wugan.sync.evidence;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.time.LotTime;
import io.wugan.sync.ledger.EvidenceClass;
import io.wugan.sync.ledger.EvidenceIndex;
import io.wugan.sync.ledger.EvidenceValue;
import io.wugan.sync.ledger.GoneReason;
import io.wugan.sync.ledger.KeptPicture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives pictures up: by their date, and for room. Each step is first written down, then the files
 * are erased, then that is written down: a crash in between is finished by the next sweep. Confined
 * to the sweep's thread, the only one that also applies holds.
 */
final class PicturePruner {

  private static final Logger log = LoggerFactory.getLogger(PicturePruner.class);

  /** Pictures in one step. */
  static final int STEP = 100;

  private static final List<EvidenceValue> PRUNABLE =
      List.of(EvidenceValue.SETTLED, EvidenceValue.OPEN, EvidenceValue.REVIEW);

  private final FileEvidenceStore files;
  private final EvidenceIndex index;
  private final EvidencePolicy policy;
  private long revaluedTo;

  PicturePruner(FileEvidenceStore files, EvidenceIndex index, EvidencePolicy policy) {
    this.files = files;
    this.index = index;
    this.policy = policy;
  }

  /** Erases what was given up and is not known to be erased: a crash, or it was too fresh. */
  void finishErasing() throws IOException, InterruptedException {
    erase(index.listErasable(STEP));
  }

  /** Gives up what is older than it may be. */
  void byDate(LotTime now, SweepTally tally) throws IOException, InterruptedException {
    for (EvidenceClass kind : EvidenceClass.values()) {
      for (EvidenceValue value : PRUNABLE) {
        byDate(kind, value, now, tally);
      }
    }
  }

  private void byDate(EvidenceClass kind, EvidenceValue value, LotTime now, SweepTally tally)
      throws IOException, InterruptedException {
    List<KeptPicture> due;
    do {
      due = index.listDue(kind, value, now.utc().minus(policy.retention(kind, value)), STEP);
      if (!due.isEmpty()) {
        tally.gone(GoneReason.RETENTION, giveUp(due, GoneReason.RETENTION, now).size());
      }
    } while (due.size() == STEP && tally.next());
  }

  /**
   * Gives up the cheapest until there is room.
   *
   * @return bytes that are still too many because all the rest is held; 0 if there is room
   */
  long forRoom(LotTime now, SweepTally tally) throws IOException, InterruptedException {
    long bytes = index.totals().bytes();
    long free = files.freeBytes();
    long overQuota = bytes > policy.quotaBytes() ? bytes - policy.quotaTargetBytes() : 0;
    long tooFull = free < policy.keepFreeBytes() ? policy.freeTargetBytes() - free : 0;
    if (overQuota <= 0 && tooFull <= 0) {
      return 0;
    }
    revalueBefore(tooFull > 0, tally);
    long leftFull = prune(tooFull, GoneReason.SPACE, now, tally);
    // What the disk needed has made room within the quota as well.
    long freed = Math.max(0, tooFull) - leftFull;
    return Math.max(leftFull, prune(overQuota - freed, GoneReason.QUOTA, now, tally));
  }

  private void revalueBefore(boolean diskIsFull, SweepTally tally) throws InterruptedException {
    try {
      revalueAll(tally);
    } catch (LedgerException notWritten) {
      if (!diskIsFull) {
        throw notWritten;
      }
      // What has come to count for less goes a little later then; nothing goes too early, because
      // each is looked at again before it goes.
      log.warn("making room without looking at all: {}", notWritten.getMessage());
    }
  }

  private long prune(long wanted, GoneReason reason, LotTime now, SweepTally tally)
      throws IOException, InterruptedException {
    long left = wanted;
    while (left > 0 && tally.next()) {
      List<KeptPicture> picked = firstOf(pickCheapest(), left);
      if (picked.isEmpty()) {
        return left;
      }
      List<KeptPicture> gone = giveUp(picked, reason, now);
      tally.gone(reason, gone.size());
      left -= bytes(gone);
    }
    return Math.max(0, left);
  }

  private List<KeptPicture> pickCheapest() {
    for (EvidenceValue value : PRUNABLE) {
      List<KeptPicture> picked = index.listCheapest(value, STEP);
      if (!picked.isEmpty()) {
        return picked;
      }
    }
    return List.of();
  }

  private static List<KeptPicture> firstOf(List<KeptPicture> picked, long wantedBytes) {
    List<KeptPicture> enough = new ArrayList<>();
    long bytes = 0;
    for (KeptPicture picture : picked) {
      if (bytes >= wantedBytes) {
        break;
      }
      enough.add(picture);
      // One that counts for more by now is only looked at, and makes no room.
      bytes += picture.actual() == picture.value() ? picture.bytes() : 0;
    }
    return enough;
  }

  private static long bytes(List<KeptPicture> pictures) {
    return pictures.stream().mapToLong(KeptPicture::bytes).sum();
  }

  private List<KeptPicture> giveUp(List<KeptPicture> picked, GoneReason reason, LotTime now)
      throws IOException, InterruptedException {
    List<KeptPicture> gone;
    try {
      gone = LedgerWait.on(index.giveUp(picked, reason, now.utc()));
    } catch (LedgerException notWritten) {
      if (reason != GoneReason.SPACE) {
        throw notWritten;
      }
      // The disk may be so full that the ledger cannot even write down what goes. Nothing can be
      // held meanwhile, for holds are written by this thread.
      log.warn("making room before the ledger can say so: {}", notWritten.getMessage());
      eraseUnwritten(picked);
      gone = LedgerWait.on(index.giveUp(picked, reason, now.utc()));
    }
    erase(gone);
    return gone;
  }

  private void eraseUnwritten(List<KeptPicture> picked) throws IOException {
    for (KeptPicture picture : picked) {
      // Whoever shares its file may be held.
      if (picture.actual() == picture.value() && !index.isShared(picture.sha256())) {
        files.erase(picture.sha256());
      }
    }
  }

  private void erase(List<KeptPicture> given) throws IOException, InterruptedException {
    List<KeptPicture> erased = new ArrayList<>();
    for (KeptPicture picture : given) {
      if (index.isNeeded(picture.sha256()) || files.erase(picture.sha256())) {
        erased.add(picture);
      }
    }
    if (!erased.isEmpty()) {
      LedgerWait.on(index.noteErased(erased));
    }
  }

  /** Looks again at some of what counted for more than settled, in turn. */
  void revalueSome() throws InterruptedException {
    List<KeptPicture> some = index.listValued(revaluedTo, STEP);
    revalue(some);
    revaluedTo = some.size() < STEP ? 0 : some.get(STEP - 1).id();
  }

  private void revalueAll(SweepTally tally) throws InterruptedException {
    revaluedTo = 0;
    do {
      revalueSome();
    } while (revaluedTo != 0 && tally.next());
  }

  private void revalue(List<KeptPicture> pictures) throws InterruptedException {
    List<KeptPicture> changed =
        pictures.stream().filter(picture -> picture.actual() != picture.value()).toList();
    if (!changed.isEmpty()) {
      LedgerWait.on(index.revalue(changed));
    }
  }
}
