package io.wugan.agent.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wugan.agent.aim.AcceptedAim;
import io.wugan.agent.aim.AimStore;
import io.wugan.core.aim.AimSummary;
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
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The aiming meter by plates that pass, and the alarm when their width has drifted. */
class LaneAimTest {

  @TempDir Path folder;

  private static final String PLATE = "浙A12345";
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  private final VirtualLotClock clock =
      new VirtualLotClock(Instant.parse("2026-03-01T08:00:00Z"), "boot-a");
  private final LaneAim aim = new LaneAim("in1");
  private int second;
  private boolean moved;
  private String detail = "";
  private byte[] scene = {1, 2, 3};

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

  /** White all over, as large as the frames. */
  private static byte[] white() throws IOException {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        picture.setRGB(x, y, 0xffffff);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(picture, "jpg", out)).isTrue();
    return out.toByteArray();
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
            List.of(new EvidenceImage(EvidenceKind.SCENE, at, scene)),
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
  void laneThatIsSignedOff_keepsItsPicture_withThePlateCovered() throws Exception {
    scene = white();
    AimStore store = new AimStore(folder);
    pass(4, 160);
    assertThat(AimSigning.sign(store, "in1", aim, "li.na")).as("too few").isEmpty();
    assertThat(store.find("in1")).isEmpty();
    pass(4, 160);

    AimSummary signed = AimSigning.sign(store, "in1", aim, "li.na").orElseThrow();

    assertThat(aim.accepted()).contains(signed);
    AcceptedAim kept = store.find("in1").orElseThrow();
    assertThat(kept.by()).isEqualTo("li.na");
    byte[] jpeg = kept.scene().orElseThrow().jpeg();
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertThat(picture.getRGB(180, 125) & 0xff)
        .as("blue where the plate stands")
        .isBetween(90, 150);
    assertThat((picture.getRGB(180, 125) >> 16) & 0xff).as("and hardly red").isLessThan(80);
    assertThat(picture.getRGB(500, 300) & 0xffffff).as("white elsewhere").isGreaterThan(0xf0f0f0);
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
