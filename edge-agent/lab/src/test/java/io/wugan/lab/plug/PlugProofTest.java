package io.wugan.lab.plug;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form: a whole agent, its devices absent at the start, three of them pulled. */
@Timeout(300)
class PlugProofTest {

  @TempDir Path work;

  @Test
  void devicesAbsentAtTheStartAndPulled_areTold_andLoopsGoOn() throws Exception {
    List<PlugReport> table = new ArrayList<>();
    Set<String> rows = Set.of("mjpeg", "contacts", "sensor");

    new PlugRun(new PlugRun.Settings(work, rows, false, false, false, 1, 6, true), table::add)
        .run();

    assertThat(table)
        .extracting(PlugReport::fault)
        .filteredOn(fault -> fault.startsWith("absent at the start: "))
        .hasSize(5);
    assertThat(table)
        .allSatisfy(
            row ->
                assertThat(row.wrong().stream().filter(wrong -> !isOfABusyMachine(wrong)))
                    .as(row.line())
                    .isEmpty());
  }

  // How many plates are read depends on what else the machine has to do; what is told does not, nor
  // does a lane of loops miss anybody.
  private static boolean isOfABusyMachine(String wrong) {
    return wrong.startsWith("lane a")
        || wrong.startsWith("lane b")
        || wrong.startsWith("also told: CAMERA_SLOW");
  }
}
