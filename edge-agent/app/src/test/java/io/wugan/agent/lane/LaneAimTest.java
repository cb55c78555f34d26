package io.wugan.agent.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wugan.core.device.Frame;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.LaneRole;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.lane.VehicleSighting;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateCategory;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The aiming meter by plates that pass, and the alarm when their width has drifted. */
class LaneAimTest {

  private static final String PLATE = "浙A12345";
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  private final VirtualLotClock clock =
      new VirtualLotClock(Instant.parse("2026-03-01T08:00:00Z"), "boot-a");
  private final LaneAim aim = new LaneAim("in1");
  private int second;
  private boolean moved;
  private String detail = "";

  private record Drawn(LotTime time, ByteBuffer bgr) implements Frame {
    @Override
    public long index() {
      return 0;
    }

    @Override
    public int widthPx() {
      return WIDTH;
    }

    @Override
    public int heightPx() {
      return HEIGHT;
    }

    @Override
    public int strideBytes() {
      return 3 * WIDTH;
    }

    @Override
    public void close() {
      // The collector takes the buffer.
    }
  }

  @BeforeEach
  void listen() {
    aim.tellDrift(
        (kind, place, wrong, more) -> {
          assertThat(kind).isEqualTo(HealthKind.CAMERA_MOVED);
          assertThat(place).isEqualTo(HealthPlace.lane("in1"));
          moved = wrong;
          detail = more;
        });
  }

  private static ByteBuffer stripes() {
    ByteBuffer pixels = ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        byte level = (byte) (x % 12 < 4 ? 220 : 60);
        pixels.put(level).put(level).put(level);
      }
    }
    return pixels.flip();
  }

  private void pass(double widthPx, boolean readable) {
    LotTime at = clock.at(Duration.ofSeconds(++second));
    Quad quad = Quad.rectangle(100, 100, widthPx, widthPx * 140 / 440);
    PlateRead read =
        new PlateRead(
            PLATE,
            List.of(),
            PlateCategory.SMALL_BLUE,
            PlateColor.BLUE,
            1,
            ColorSource.PIXELS,
            1,
            1,
            quad);
    aim.measure(new Drawn(at, stripes()), quad, List.of(read));
    PlateChoice choice =
        new PlateChoice(
            readable ? Optional.of(PlateNumber.of(PLATE)) : Optional.empty(),
            PLATE,
            PlateCategory.SMALL_BLUE,
            PlateColor.BLUE,
            ColorSource.PIXELS,
            1,
            List.of(),
            1,
            List.of(),
            quad);
    byte[] jpeg = {1, 2, 3};
    aim.onSighting(
        new VehicleSighting(
            Lane.of("in1", LaneRole.ENTRY),
            Direction.ENTER,
            TriggerSource.VIDEO,
            Optional.of(choice),
            Optional.empty(),
            at,
            at,
            5,
            List.of(new EvidenceImage(EvidenceKind.SCENE, at, jpeg)),
            Set.of()));
  }

  private void pass(int vehicles, double widthPx) {
    for (int i = 0; i < vehicles; i++) {
      pass(widthPx, true);
    }
  }

  @Test
  void vehiclesThatPassAreMeasured_withTheirPictureAndWhereThePlateStands() {
    pass(3, 160);

    LaneAim.Newest newest = aim.newest().orElseThrow();
    assertThat(newest.summary().plates()).isEqualTo(3);
    assertThat(newest.summary().medians().plateWidthPx()).isCloseTo(160, within(0.1));
    assertThat(newest.scene()).isPresent();
    assertThat(newest.plates().get(0).topLeft().x()).isCloseTo(100.0 / WIDTH, within(1e-9));
  }

  @Test
  void whatCouldNotBeRead_doesNotCount() {
    pass(160, false);

    assertThat(aim.newest()).isEmpty();
  }

  @Test
  void widthThatDriftsFromWhatWasAccepted_isAnAlarm_untilItIsBack() {
    pass(20, 160);
    aim.accept(aim.newest().orElseThrow().summary());
    assertThat(moved).isFalse();

    pass(5, 100);
    assertThat(moved).as("the median is still that of before").isFalse();
    pass(15, 100);
    assertThat(moved).isTrue();
    assertThat(detail).contains("100 px wide, 160 px when accepted").doesNotContain(PLATE);

    pass(20, 150);
    assertThat(moved).isFalse();
  }

  @Test
  void fewPlatesAreNoDrift() {
    pass(20, 160);
    aim.accept(aim.newest().orElseThrow().summary());
    aim.startAnew();

    pass(5, 90);

    assertThat(aim.newest().orElseThrow().summary().plates()).isEqualTo(5);
    assertThat(moved).isFalse();
  }
}
