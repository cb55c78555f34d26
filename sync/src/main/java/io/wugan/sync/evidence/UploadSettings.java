package io.wugan.sync.evidence;

import io.wugan.sync.uplink.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Which pictures go to the cloud by themselves, and how.
 *
 * @param which none unless somebody says so
 * @param address where to; there for {@link Which#REVIEW} and {@link Which#ALL}
 * @param authorizationFile file whose first line is sent as the header {@code Authorization}; read
 *     anew for each picture
 * @param tls whom to trust, and who the board is
 * @param bytesPerSecond no faster than this; 0 for as fast as the line goes
 * @param timeout for one picture, beside the time that {@code bytesPerSecond} makes it take
 */
public record UploadSettings(
    Which which,
    Optional<UploadAddress> address,
    Optional<Path> authorizationFile,
    TlsFiles tls,
    long bytesPerSecond,
    Duration timeout) {

  /** What a board does that is not told. */
  public static final UploadSettings OFF =
      new UploadSettings(
          Which.NONE,
          Optional.empty(),
          Optional.empty(),
          TlsFiles.NONE,
          200_000,
          Duration.ofMinutes(1));

  /** Which pictures. */
  public enum Which {
    /** Nothing is uploaded, and nothing is said. */
    NONE,
    /** Nothing is uploaded by itself; the cloud is told what there is. */
    MANIFEST,
    /** What a person is to look at, and what is held. */
    REVIEW,
    /** Every picture of a record. */
    ALL;

    /** Whether anything is uploaded by itself. */
    public boolean uploads() {
      return this == REVIEW || this == ALL;
    }
  }

  /**
   * @throws IllegalArgumentException if there is something to upload and no address
   */
  public UploadSettings {
    if (which.uploads() && address.isEmpty()) {
      throw new IllegalArgumentException("an address is needed where pictures are uploaded");
    }
  }
}
