package io.wugan.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.timing.Durations;
import io.wugan.core.device.Frame;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTest {

  @Test
  void durations_manyFrames_giveMedianAndP95() {
    Durations durations = new Durations();
    for (int i = 100; i >= 1; i--) {
      durations.add(i * 1_000_000L);
    }
    assertThat(durations.count()).isEqualTo(100);
    assertThat(durations.quantileMillis(0.5)).isEqualTo(51);
    assertThat(durations.quantileMillis(0.95)).isEqualTo(96);
    assertThat(durations.quantileMillis(1)).isEqualTo(100);
  }

  @Test
  void durations_noFrames_areZero() {
    assertThat(new Durations().quantileMillis(0.5)).isZero();
  }

  @Test
  void peakMemory_ofAStatusFile_isInBytes() {
    assertThat(PeakMemory.in(List.of("VmPeak:\t 99 kB", "VmHWM:\t  180224 kB", "Threads:\t9")))
        .hasValue(180224L * 1024);
    assertThat(PeakMemory.in(List.of("Name:\tjava"))).isEmpty();
  }

  @Test
  void syntheticLane_withVehicle_differsFromTheEmptyLane() {
    SyntheticLane lane = new SyntheticLane();
    byte[] first = pixels(lane);
    byte[] second = pixels(lane);
    assertThat(second).isNotEqualTo(first);
    for (int i = 2; i < SyntheticLane.WITH_VEHICLE; i++) {
      lane.next();
    }
    byte[] empty = pixels(lane);
    assertThat(pixels(lane)).isEqualTo(empty).isNotEqualTo(first);
  }

  private static byte[] pixels(SyntheticLane lane) {
    try (Frame frame = lane.next().orElseThrow()) {
      ByteBuffer bgr = frame.bgr();
      byte[] bytes = new byte[frame.strideBytes() * frame.heightPx()];
      bgr.get(0, bytes);
      return bytes;
    }
  }
}
