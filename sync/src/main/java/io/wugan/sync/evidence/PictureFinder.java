package io.wugan.sync.evidence;

import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.time.LotTime;
import io.wugan.sync.ledger.EvidenceClass;
import io.wugan.sync.ledger.EvidenceIndex;
import io.wugan.sync.ledger.GoneReason;
import io.wugan.sync.ledger.KeptPicture;
import io.wugan.sync.ledger.NamedPicture;
import io.wugan.sync.ledger.UnindexedPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the index in step with what there is: passages that were captured, files that no passage
 * names, files that are not there. Confined to the sweep's thread.
 */
final class PictureFinder {

  private static final Logger log = LoggerFactory.getLogger(PictureFinder.class);

  static final int PASSAGES_A_STEP = 50;
  static final int FOLDERS = 256;

  /**
   * Fewer passages than fill a step wait for so long, unless somebody asks: what is written at once
   * wears the card less.
   */
  static final Duration INDEX_WITHIN = Duration.ofMinutes(10);

  /** A file this old whose passage is not captured has none: the power failed in between. */
  static final Duration ADOPT_AFTER = Duration.ofHours(1);

  // A date that is further off was written by a clock that nobody had set.
  private static final Duration BELIEVABLE = Duration.ofDays(366);

  private final FileEvidenceStore files;
  private final EvidenceIndex index;
  private @Nullable LotTime indexedAt;

  PictureFinder(FileEvidenceStore files, EvidenceIndex index) {
    this.files = files;
    this.index = index;
  }

  /** Takes in what passages name once it is worth writing. */
  void indexSome(LotTime now, SweepTally tally) throws InterruptedException {
    LotTime last = indexedAt;
    boolean due = last == null || now.since(last).compareTo(INDEX_WITHIN) >= 0;
    if (due || index.nextUnindexed(PASSAGES_A_STEP).passages() == PASSAGES_A_STEP) {
      index(now, tally);
    }
  }

  /** Takes in what passages name, up to the last one captured. */
  void index(LotTime now, SweepTally tally) throws InterruptedException {
    indexedAt = now;
    UnindexedPictures next = index.nextUnindexed(PASSAGES_A_STEP);
    while (next.upTo().isPresent()) {
      // Another board's pictures lie there; what went before the index was made is gone.
      List<NamedPicture> here =
          next.pictures().stream().filter(p -> files.find(p.sha256()).isPresent()).toList();
      LedgerWait.on(index.add(here, next.upTo().get()));
      tally.indexed(here.size());
      if (!tally.next()) {
        return;
      }
      next = index.nextUnindexed(PASSAGES_A_STEP);
    }
  }

  /** Compares one folder with the index, once all passages are indexed. */
  void walk(int folder, LotTime now, SweepTally tally) throws IOException, InterruptedException {
    List<KeptPicture> known = index.listInFolder(folder); // before the files: none is younger
    Set<String> there = files.listFolder(folder);
    List<KeptPicture> missing =
        known.stream().filter(picture -> !there.contains(picture.sha256())).toList();
    if (!missing.isEmpty()) {
      LedgerWait.on(index.noteMissing(missing, now.utc()));
      tally.gone(GoneReason.MISSING, missing.size());
      log.error(
          "{} pictures are not in their folder any more, the first is {}: something else than the"
              + " agent deletes them, or the disk fails",
          missing.size(),
          missing.get(0).sha256());
    }
    Set<String> unknown = new HashSet<>(there);
    known.forEach(picture -> unknown.remove(picture.sha256()));
    List<NamedPicture> adopted = new ArrayList<>();
    for (String sha256 : unknown) {
      unnamed(sha256, now).ifPresent(adopted::add);
    }
    if (!adopted.isEmpty()) {
      LedgerWait.on(index.adopt(adopted));
      tally.adopted(adopted.size());
    }
  }

  private Optional<NamedPicture> unnamed(String sha256, LotTime now) throws IOException {
    Optional<Path> file = files.find(sha256);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(file.get(), BasicFileAttributes.class);
    } catch (NoSuchFileException erased) {
      return Optional.empty();
    }
    Instant modified = found.lastModifiedTime().toInstant();
    Duration age = Duration.between(modified, now.utc());
    if (age.abs().compareTo(ADOPT_AFTER) < 0) {
      return Optional.empty();
    }
    boolean believed = now.isDisciplined() && !age.isNegative() && age.compareTo(BELIEVABLE) <= 0;
    return Optional.of(
        new NamedPicture(
            Optional.empty(),
            sha256,
            EvidenceClass.UNNAMED,
            found.size(),
            believed ? Optional.of(modified) : Optional.empty()));
  }
}
