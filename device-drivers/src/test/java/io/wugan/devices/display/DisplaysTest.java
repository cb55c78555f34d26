package io.wugan.devices.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.device.DeviceException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisplaysTest {

  @Test
  void simulatedDisplay_shown_keepsACopyOfTheLastLines() throws DeviceException {
    SimulatedDisplay display = new SimulatedDisplay("display-1");
    assertThat(display.lines()).isEmpty();
    List<String> lines = new ArrayList<>(List.of("浙A12345", "欢迎光临"));
    display.show(List.of("请进"));
    display.show(lines);
    lines.clear();
    assertThat(display.lines()).containsExactly("浙A12345", "欢迎光临");
  }

  @Test
  void simulatedDisplay_closed_showsNothingAndRefuses() throws DeviceException {
    SimulatedDisplay display = new SimulatedDisplay("display-1");
    display.show(List.of("请进"));
    display.close();
    display.close();
    assertThat(display.lines()).isEmpty();
    assertThatThrownBy(() -> display.show(List.of()))
        .isInstanceOf(DeviceException.class)
        .hasMessage("display-1: the display is closed");
  }

  @Test
  void logDisplay_shown_neverFails() {
    LogDisplay display = new LogDisplay("display-2");
    assertThatCode(
            () -> {
              display.show(List.of("浙A12345"));
              display.close();
            })
        .doesNotThrowAnyException();
  }
}
