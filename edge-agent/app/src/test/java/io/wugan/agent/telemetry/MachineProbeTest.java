package io.wugan.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.sync.contract.Heartbeat.Power;
import io.wugan.sync.contract.Heartbeat.PowerFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineProbeTest {

  @TempDir Path machine;
  private MachineProbe probe;

  @BeforeEach
  void open() {
    probe =
        new MachineProbe(
            machine.resolve("proc"), machine.resolve("temp"), machine.resolve("throttled"));
  }

  private void tells(String file, String text) throws IOException {
    Path path = machine.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void writtenBytes_areThoseThatWentToStorage() throws IOException {
    tells(
        "proc/self/io",
        """
        rchar: 323934931
        wchar: 323929600
        read_bytes: 0
        write_bytes: 323932160
        cancelled_write_bytes: 4096
        """);

    assertThat(probe.writtenBytes()).hasValue(323_932_160L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"50005\n", "0x50005"})
  void power_readsTheFirmwaresBits(String word) throws IOException {
    tells("throttled", word);

    assertThat(probe.power())
        .contains(
            new Power(
                Set.of(PowerFault.UNDER_VOLTAGE, PowerFault.THROTTLED),
                Set.of(PowerFault.UNDER_VOLTAGE, PowerFault.THROTTLED)));
  }

  @Test
  void power_knowsWhatWasFromWhatIs() throws IOException {
    tells("throttled", "80000");

    assertThat(probe.power()).contains(new Power(Set.of(), Set.of(PowerFault.HOT)));
  }

  @Test
  void aMachineThatTellsNothing_isNoFault() throws IOException {
    tells("proc/stat", "");

    assertThat(probe.writtenBytes()).isEmpty();
    assertThat(probe.power()).isEmpty();
    assertThat(probe.temperatureC()).isEmpty();
    assertThat(probe.cpuPercent()).isEmpty();
  }

  @Test
  void power_ofAnotherFirmware_isUnknown() throws IOException {
    tells("throttled", "throttled=no");

    assertThat(probe.power()).isEmpty();
  }

  @Test
  void cpuPercent_isSinceTheLastCall() throws IOException {
    tells("proc/stat", "cpu  100 0 100 800 0 0 0 0 0 0\n");
    assertThat(probe.cpuPercent()).isEmpty();

    tells("proc/stat", "cpu  125 0 125 850 0 0 0 0 0 0\n");
    assertThat(probe.cpuPercent()).hasValue(50);
  }
}
