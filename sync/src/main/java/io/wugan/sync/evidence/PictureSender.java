package io.wugan.sync.evidence;

import io.wugan.core.health.HealthAlarm;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.sync.ledger.RecordPicture;
import io.wugan.sync.ledger.UploadState;
import io.wugan.sync.uplink.FailureLog;
import io.wugan.sync.uplink.RetryDelay;
import io.wugan.sync.uplink.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the pictures that wait, one after the other. After a failure it pauses, ever longer, by
 * chance. A picture counts as refused only by a server that took another one just before: one that
 * takes none at all may take them tomorrow. Confined to the uploads' thread.
 */
final class PictureSender {

  private static final Logger log = LoggerFactory.getLogger(PictureSender.class);

  /** After so many refusals a picture is not tried again. */
  static final int MOST_REFUSALS = 5;

  // While all fail, the first of them in turn: one of them may be what the server stumbles over.
  private static final int IN_TURN = 8;

  private static final long LEAST_ABSENT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_ABSENT = 200;

  private final UploadBoard board;
  private final UploadSettings settings;
  private final UploadAddress address;
  private final UploadTimings timings;
  private final Supplier<Instant> time;
  private final RetryDelay delay = new RetryDelay(new SecureRandom());
  private final FailureLog failing = new FailureLog(log, "uploading pictures");
  private @Nullable PictureUpload upload;
  private final Map<Long, Long> absent = new HashMap<>(); // until when each is passed over
  private int failures;
  private boolean tookOne;
  // The one that a restart may have cut off is the first again.
  private boolean begun = true;
  private long nextNanos = System.nanoTime();
  private long failingSinceNanos;
  private boolean alarmed;

  /**
   * @param time by which the server's certificate must be good
   */
  PictureSender(
      UploadBoard board,
      UploadSettings settings,
      UploadAddress address,
      UploadTimings timings,
      Supplier<Instant> time) {
    this.board = board;
    this.settings = settings;
    this.address = address;
    this.timings = timings;
    this.time = time;
  }

  /**
   * Puts the next picture, if there is one and it is time.
   *
   * @param hold whether the line is needed for something else at this moment
   * @return whether there may be another one to put at once
   */
  boolean send(BooleanSupplier hold) throws InterruptedException {
    if (System.nanoTime() - nextNanos < 0) {
      return false;
    }
    Optional<RecordPicture> next = findNext();
    if (next.isEmpty()) {
      return false;
    }
    RecordPicture picture = next.get();
    Optional<Path> file = board.files().find(picture.image().sha256());
    if (file.isEmpty()) {
      return missing(picture);
    }
    try {
      put(picture, Files.readAllBytes(file.get()), hold);
      succeeded();
      return true;
    } catch (NoSuchFileException erased) {
      note(picture, UploadState.GONE, Optional.empty());
      return true;
    } catch (IOException refused) {
      failed(picture, String.valueOf(refused.getMessage()));
      return false;
    }
  }

  // Another board's picture comes behind its passage, when that board can give it.
  private boolean missing(RecordPicture picture) throws InterruptedException {
    boolean late = !picture.image().time().plus(timings.awaited()).isAfter(now());
    if (late || board.index().wasHere(picture.image().passage(), picture.image().sha256())) {
      note(picture, UploadState.GONE, Optional.empty());
    } else {
      int behind = LedgerWait.on(board.index().putBack(picture));
      log.debug("picture {} is not here yet, {} looks", picture.image().sha256(), behind);
      long pause = Math.max(LEAST_ABSENT_NANOS, timings.lookAgain().toNanos());
      absent.put(picture.row(), System.nanoTime() + pause);
    }
    return true;
  }

  private Optional<RecordPicture> findNext() {
    if (absent.size() > MOST_ABSENT) {
      absent.clear();
    }
    absent.values().removeIf(until -> System.nanoTime() - until >= 0);
    int first = failures % IN_TURN;
    for (int skip = first; skip <= first + absent.size(); skip++) {
      Optional<RecordPicture> next = board.index().findNext(skip);
      if (next.isEmpty()) {
        break;
      }
      if (!absent.containsKey(next.get().row())) {
        return next;
      }
    }
    return board.index().findNext(0).filter(next -> !absent.containsKey(next.row()));
  }

  private void put(RecordPicture picture, byte[] jpeg, BooleanSupplier hold)
      throws IOException, InterruptedException {
    URI to = address.of(picture.image());
    PictureUpload.Manner manner =
        new PictureUpload.Manner(limit(jpeg.length), settings.bytesPerSecond(), hold, begun);
    client().put(jpeg, picture.image().sha256(), to, headers(), manner);
    note(picture, UploadState.UPLOADED, Optional.of(to.toString()));
  }

  private PictureUpload client() throws IOException {
    PictureUpload known = upload;
    if (known == null) {
      known =
          settings.tls().equals(TlsFiles.NONE)
              ? new PictureUpload()
              : new PictureUpload(settings.tls().context(time.get()));
      upload = known;
    }
    return known;
  }

  private Duration limit(int bytes) {
    long rate = settings.bytesPerSecond();
    return settings.timeout().plusSeconds(rate == 0 ? 0 : bytes / rate + 1);
  }

  private Map<String, String> headers() throws IOException {
    return settings.authorizationFile().isPresent()
        ? Map.of("Authorization", authorization(settings.authorizationFile().get()))
        : Map.of();
  }

  /**
   * The header that lets the board in.
   *
   * @throws IOException if the file cannot be read or its first line is none; never says the line
   */
  static String authorization(Path file) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new IOException(
          "file " + file + " (key evidence.upload.authorizationFile) cannot be read: " + unreadable,
          unreadable);
    }
    if (lines.isEmpty() || !lines.get(0).matches("[ -~]{1,4096}")) {
      throw new IOException(
          "file "
              + file
              + " (key evidence.upload.authorizationFile): its first line must be 1 to 4096"
              + " characters of ASCII, such as Bearer …");
    }
    return lines.get(0);
  }

  private void note(RecordPicture picture, UploadState state, Optional<String> url)
      throws InterruptedException {
    LedgerWait.on(board.index().note(picture, state, url, now()));
  }

  private Instant now() {
    return board.clock().now().utc();
  }

  private void succeeded() {
    failing.succeeded();
    failures = 0;
    tookOne = true;
    begun = false;
    if (alarmed || board.health().mayBeRaised(HealthKind.UPLOAD_FAILING, HealthPlace.BOARD)) {
      alarmed = !tell(false, Optional.empty());
    }
  }

  private void failed(RecordPicture picture, String reason) throws InterruptedException {
    failing.failed(reason);
    long nowNanos = System.nanoTime();
    failures++;
    if (failures == 1) {
      failingSinceNanos = nowNanos;
    }
    begun = true;
    // Certificates may have been renewed.
    upload = settings.tls().equals(TlsFiles.NONE) ? upload : null;
    if (tookOne) {
      tookOne = false;
      if (LedgerWait.on(board.index().noteRefusal(picture, MOST_REFUSALS, now()))) {
        log.warn(
            "picture {} is not uploaded: its server takes others, and refused it {} times: {}",
            picture.image().sha256(),
            MOST_REFUSALS,
            reason);
      }
    }
    if (!alarmed && nowNanos - failingSinceNanos >= timings.alarmAfter().toNanos()) {
      long minutes = TimeUnit.NANOSECONDS.toMinutes(nowNanos - failingSinceNanos);
      alarmed = tell(true, Optional.of("none taken for " + minutes + " min: " + reason));
    }
    Duration pause = delay.beforeReconnect(timings.pauseLeast(), timings.pauseMost(), failures);
    nextNanos = System.nanoTime() + pause.toNanos();
  }

  private boolean tell(boolean raised, Optional<String> detail) {
    return board
        .health()
        .tell(
            new HealthAlarm(
                HealthKind.UPLOAD_FAILING, HealthAlarm.BOARD, raised, board.clock().now(), detail));
  }
}
