package io.wugan.agent.aim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.file.WholeFile;
import io.wugan.core.aim.AimSummary;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps for each lane what was accepted, as {@code LANE.json} and {@code LANE.jpg} in a folder; one
 * each, the newest. Thread-safe.
 */
public final class AimStore {

  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;

  /**
   * @param folder made when it is first written to
   */
  public AimStore(Path folder) {
    this.folder = folder;
  }

  /**
   * Keeps it. Blocks for some fsyncs.
   *
   * @param laneId a lane of the configuration
   */
  public synchronized void save(String laneId, AcceptedAim accepted) throws IOException {
    Files.createDirectories(folder);
    Path picture = picture(laneId);
    if (accepted.scene().isPresent()) {
      WholeFile.write(picture, accepted.scene().get().jpeg());
    } else {
      Files.deleteIfExists(picture);
    }
    ObjectNode json = JSON.createObjectNode().put("by", accepted.by());
    json.set("summary", AimJson.summary(accepted.summary()));
    WholeFile.write(file(laneId), json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What was accepted last.
   *
   * @return empty before the first time
   * @throws IOException if it cannot be read, or is none, saying which file
   */
  public synchronized Optional<AcceptedAim> find(String laneId) throws IOException {
    String text;
    try {
      text = Files.readString(file(laneId));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(text);
      AimSummary summary = AimJson.readSummary(json.path("summary"));
      return Optional.of(
          new AcceptedAim(summary, json.path("by").asText(), scene(laneId, summary)));
    } catch (JsonProcessingException | RuntimeException broken) {
      throw new IOException(
          file(laneId) + " is no accepted aim; accept the lane anew: " + broken.getMessage(),
          broken);
    }
  }

  private Optional<EvidenceImage> scene(String laneId, AimSummary summary) throws IOException {
    try {
      byte[] jpeg = Files.readAllBytes(picture(laneId));
      return Optional.of(new EvidenceImage(EvidenceKind.SCENE, summary.last(), jpeg));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private Path file(String laneId) {
    return folder.resolve(laneId + ".json");
  }

  private Path picture(String laneId) {
    return folder.resolve(laneId + ".jpg");
  }
}
