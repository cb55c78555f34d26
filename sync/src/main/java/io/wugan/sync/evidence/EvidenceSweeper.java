package io.wugan.sync.evidence;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import io.wugan.sync.ledger.EvidenceIndex;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the pictures within their quota, the disk above its floor, and no picture for longer than
 * it may be kept.
 *
 * <p>A sweep goes in steps of at most {@value PicturePruner#STEP} pictures or {@value
 * PictureFinder#PASSAGES_A_STEP} passages, and ends after {@value #MOST_STEPS}. In each it lists
 * one folder of 256 in turn, so that within five hours of sweeping every minute each file was
 * compared with the index. Confined to one thread, which is no lane's.
 */
public final class EvidenceSweeper {

  static final int MOST_STEPS = 600;
  private static final int DATED_A_STEP = 500;
  private static final long SECONDS_A_MINUTE = 60;

  /** How much of the store a sweep compares with the index. */
  public enum Extent {
    /** The next folder; passages of the last minutes may wait for the next sweep. */
    ONE_FOLDER,
    /** All of them, and every passage: half a minute where there are many pictures. */
    ALL_FOLDERS
  }

  private final EvidenceIndex index;
  private final LotClock clock;
  private final PictureFinder finder;
  private final PicturePruner pruner;
  private int folder;

  /**
   * @param files the store, which lanes write to at the same time
   * @param index of the ledger that names the pictures
   * @param policy how much room they may take, and for how long they are kept
   * @param clock pictures go by their date only while it is known
   */
  public EvidenceSweeper(
      FileEvidenceStore files, EvidenceIndex index, EvidencePolicy policy, LotClock clock) {
    this.index = index;
    this.clock = clock;
    this.finder = new PictureFinder(files, index);
    this.pruner = new PicturePruner(files, index, policy);
    // A board that is restarted every hour must not begin with the same folder each time.
    this.folder =
        (int)
            Math.floorMod(
                clock.now().utc().getEpochSecond() / SECONDS_A_MINUTE,
                (long) PictureFinder.FOLDERS);
  }

  /** Takes in what passages name, so that a hold can speak of the latest ones. */
  public void index() throws InterruptedException {
    finder.index(clock.now(), new SweepTally(MOST_STEPS, () -> true));
  }

  /**
   * Erases files of pictures that were given up; those stored within two minutes wait for a sweep.
   *
   * @param pictures about so many
   * @throws IOException if a file cannot be erased; the next sweep tries again
   */
  public void eraseGivenUp(int pictures) throws IOException, InterruptedException {
    for (int left = pictures; left > 0; left -= PicturePruner.STEP) {
      pruner.finishErasing();
    }
  }

  /**
   * One sweep.
   *
   * @param between asked between two steps whether to go on; may apply holds meanwhile
   * @throws IOException if a file cannot be erased or a folder cannot be listed
   * @throws LedgerException if the ledger cannot be read or does not write
   */
  public SweepReport sweep(Extent extent, BooleanSupplier between)
      throws IOException, InterruptedException {
    SweepTally tally = new SweepTally(MOST_STEPS, between);
    LotTime now = clock.now();
    @Nullable LedgerException failed = null;
    try {
      bringUp(extent, now, tally);
    } catch (LedgerException notWritten) {
      failed = notWritten; // on a full disk the ledger needs the room that is made now
    }
    long over = pruner.forRoom(now, tally);
    if (failed != null) {
      throw failed;
    }
    return tally.report(index.totals(), over, now.isDisciplined());
  }

  private void bringUp(Extent extent, LotTime now, SweepTally tally)
      throws IOException, InterruptedException {
    pruner.finishErasing();
    if (extent == Extent.ALL_FOLDERS) {
      finder.index(now, tally);
    } else {
      finder.indexSome(now, tally);
    }
    walk(extent, now, tally);
    pruner.revalueSome();
    if (now.isDisciplined()) {
      date(now, tally);
      pruner.byDate(now, tally);
    }
  }

  private void walk(Extent extent, LotTime now, SweepTally tally)
      throws IOException, InterruptedException {
    int folders = extent == Extent.ALL_FOLDERS ? PictureFinder.FOLDERS : 1;
    for (int i = 0; i < folders && tally.next(); i++) {
      finder.walk(folder, now, tally);
      folder = (folder + 1) % PictureFinder.FOLDERS;
    }
  }

  private void date(LotTime now, SweepTally tally) throws InterruptedException {
    while (index.hasUndated() && tally.next()) {
      LedgerWait.on(index.date(now.utc(), DATED_A_STEP));
    }
  }
}
