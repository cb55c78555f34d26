package io.wugan.agent.lane;

import io.wugan.agent.aim.AcceptedAim;
import io.wugan.agent.aim.AimStore;
import io.wugan.agent.aim.PlateCover;
import io.wugan.core.aim.AimSummary;
import io.wugan.core.evidence.EvidenceImage;
import java.io.IOException;
import java.util.Optional;

/**
 * Signs a lane's aim off, whoever asks: keeps what the last plates were like and the picture of
 * them, with every plate in it covered because it is kept for as long as the lane is. Stateless.
 */
public final class AimSigning {

  private AimSigning() {}

  /**
   * Accepts how a lane is aimed now. Blocks for some fsyncs.
   *
   * @param store keeps it
   * @param laneId the lane
   * @param aim its meter; later plates are held against what is accepted
   * @param by who signs, not blank
   * @return what was accepted; empty if too few plates have passed for it
   * @throws IOException if it cannot be kept; nothing is accepted
   */
  public static Optional<AimSummary> sign(AimStore store, String laneId, LaneAim aim, String by)
      throws IOException {
    Optional<LaneAim.Newest> enough = aim.newest().filter(each -> each.summary().isEnough());
    if (enough.isPresent()) {
      AimSummary summary = enough.get().summary();
      store.save(laneId, new AcceptedAim(summary, by, covered(enough.get())));
      aim.accept(summary);
    }
    return enough.map(LaneAim.Newest::summary);
  }

  private static Optional<EvidenceImage> covered(LaneAim.Newest newest) throws IOException {
    Optional<EvidenceImage> scene = newest.scene();
    if (scene.isEmpty()) {
      return scene;
    }
    byte[] jpeg = PlateCover.cover(scene.get().jpeg(), newest.plates());
    return Optional.of(new EvidenceImage(scene.get().kind(), scene.get().ref().takenAt(), jpeg));
  }
}
