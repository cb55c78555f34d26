package io.wugan.agent.lot;

import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.lane.Passage;
import io.wugan.core.lot.HandoverException;
import io.wugan.core.lot.PictureLink;
import io.wugan.sync.evidence.FileEvidenceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of pictures to the keeper by CoAP and DTLS. One thread at a time. */
public final class CoapPictureLink implements PictureLink {

  private static final Logger log = LoggerFactory.getLogger(CoapPictureLink.class);

  private final KeeperCalls keeper;
  private final Path evidence;
  private final Duration deadline;

  /**
   * @param keeper asks it
   * @param evidence folder of this board's pictures
   * @param deadline for one picture
   */
  public CoapPictureLink(KeeperCalls keeper, Path evidence, Duration deadline) {
    this.keeper = keeper;
    this.evidence = evidence;
    this.deadline = deadline;
  }

  @Override
  public void give(Passage passage) throws HandoverException {
    Set<String> given = new HashSet<>();
    for (EvidenceRef image : passage.images()) {
      if (given.add(image.sha256())) {
        Optional<byte[]> jpeg = read(image);
        if (jpeg.isPresent()) {
          keeper.ask(PicturePort.PATH, PicturePort.body(passage.id(), jpeg.get()), deadline);
        }
      }
    }
  }

  private Optional<byte[]> read(EvidenceRef image) throws HandoverException {
    if (image.sizeBytes() > PicturePort.MOST_BYTES) {
      log.warn(
          "picture {} has {} bytes and stays on this board; at most {} can be given to the keeper",
          image.sha256(),
          image.sizeBytes(),
          PicturePort.MOST_BYTES);
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(FileEvidenceStore.fileOf(evidence, image.sha256())));
    } catch (NoSuchFileException gone) {
      log.warn("picture {} is not on this board any more: the keeper lacks it", image.sha256());
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new HandoverException("this board's own picture: " + unreadable);
    }
  }
}
