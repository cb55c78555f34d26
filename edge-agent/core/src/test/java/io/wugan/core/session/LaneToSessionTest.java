package io.wugan.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.lane.Lane;
import io.wugan.core.lane.LaneRole;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PassageTracker;
import io.wugan.core.lane.VehicleSighting;
import io.wugan.core.testing.LaneScript;
import io.wugan.core.testing.LotScript;
import io.wugan.core.testing.Tracking;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** From what two cameras saw to sessions. */
class LaneToSessionTest {

  private final LaneScript entry = lane("E1", LaneRole.ENTRY);
  private final LaneScript exit = lane("X1", LaneRole.EXIT);
  private final LotScript lot = new LotScript();

  private static LaneScript lane(String id, LaneRole role) {
    return new LaneScript(new PassageTracker(Lane.of(id, role), Tracking.STILL_OR_MOVING));
  }

  private void drive(LaneScript lane, String script) {
    List<VehicleSighting> seen = lane.play(script, 10);
    for (VehicleSighting sighting : seen) {
      lot.passage(Passage.of(new UUID(7, lot.book().listAll().size()), sighting, List.of()));
    }
  }

  /** A02. */
  @Test
  void entry_fourteenFrames_onePassageOneSession() {
    drive(entry, "浙A12345 0..1300");
    assertThat(entry.seen()).extracting(VehicleSighting::frames).containsExactly(14);
    assertThat(lot.sessions()).isEqualTo("浙A12345 OPEN");
  }

  /** A03. */
  @Test
  void exit_carStopsOnTheLine_closedOnce() {
    drive(entry, "浙A12345 0..1300");
    drive(exit, "浙A12345 4800000..4825000");
    assertThat(exit.seen()).hasSize(1);
    assertThat(lot.sessions()).isEqualTo("浙A12345 80min EXIT_MATCHED");
    assertThat(lot.occupancy()).isZero();
  }

  /** A16: side by side in two lanes. */
  @Test
  void twoEntryLanes_atTheSameTime_bothEnter() {
    drive(entry, "浙A12345 0..1300");
    drive(lane("E2", LaneRole.ENTRY), "浙B67890 0..1300");
    assertThat(lot.sessions()).isEqualTo("浙A12345 OPEN; 浙B67890 OPEN");
  }

  @Test
  void foreignPlate_inAndOut_countedWithoutAMatch() {
    drive(entry, "KL26H5009 0..1300");
    assertThat(lot.occupancy()).isEqualTo(1);
    drive(exit, "KL26H5009 60000..61300");
    assertThat(lot.sessions()).isEqualTo("- OPEN");
    assertThat(lot.occupancy()).isZero();
  }
}
