package io.wugan.agent.command;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.evidence.EvidenceStore;
import io.wugan.sync.contract.CloudCommand;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** {@code snapshot}: what a lane's camera sees now is kept as a picture, and named. */
public final class SnapshotCommand implements CommandHandler {

  private static final long LIMIT_SECONDS = 10;

  private final Map<String, Supplier<CompletableFuture<EvidenceImage>>> lanes;
  private final EvidenceStore store;

  /**
   * @param lanes by id: gives the next picture of its camera
   * @param store where it is kept
   */
  public SnapshotCommand(
      Map<String, Supplier<CompletableFuture<EvidenceImage>>> lanes, EvidenceStore store) {
    this.lanes = Map.copyOf(lanes);
    this.store = store;
  }

  @Override
  public CommandOutcome handle(CloudCommand command) throws IOException, InterruptedException {
    String lane = command.args().path("lane").asText();
    Supplier<CompletableFuture<EvidenceImage>> camera = lanes.get(lane);
    if (camera == null) {
      throw new IllegalArgumentException(
          "lane must be one of " + String.join(", ", new TreeSet<>(lanes.keySet())));
    }
    try {
      EvidenceRef kept = store.store(camera.get().get(LIMIT_SECONDS, TimeUnit.SECONDS));
      return CommandOutcome.done(
          "kept as picture " + kept.sha256(),
          Map.of(
              "sha256", kept.sha256(),
              "bytes", Integer.toString(kept.sizeBytes()),
              "mediaType", kept.mediaType(),
              "takenAt", kept.takenAt().utc().toString()));
    } catch (TimeoutException blind) {
      throw new IOException(
          "the camera gave no picture within " + LIMIT_SECONDS + " s; is it dead?", blind);
    } catch (ExecutionException failed) {
      throw new IOException("no picture: " + failed.getCause(), failed);
    }
  }

  @Override
  public CommandOutcome resume(CloudCommand command) {
    return CommandOutcome.failed("the agent stopped before it was done; ask again for one of now");
  }
}
